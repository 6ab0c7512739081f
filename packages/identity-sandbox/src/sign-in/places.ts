/** Where people can say they are when they sign in; a real directory finds out by itself. */
export const places = ['home', 'abroad', 'hidden'] as const;
export type Place = (typeof places)[number];

export const placeWords: Readonly<Record<Place, string>> = {
  home: 'Home',
  abroad: 'Another country',
  hidden: 'Through an anonymiser',
};
