export {
  type FinishOptions,
  IdentityProvider,
  type IdentityProviderOptions,
  NotSignedInError,
  type SignedIn,
  type SignInSecrets,
} from './identity-provider.ts';
