/** Published answers as fixtures of an adapter's tests. */
export {
  type Fixture,
  fixtureRecords,
  readFixtures,
  unexplainedFields,
  writeExpected
} from "./recording/fixtures.ts"
