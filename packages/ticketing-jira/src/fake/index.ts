export type { FakeComment, FakeIssue, FakeMutant, FakeUser } from './fake-site.ts';
export type { FakeRights, JiraFake, JiraFakeOptions } from './jira-fake.ts';
export { projects, serviceDesk, startJiraFake } from './jira-fake.ts';
