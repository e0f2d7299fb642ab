/** The template keeps its own tests in this repository: it passes the kit before it is renamed. */
import "../template/test/conformance.test.ts"
import "../template/test/fixtures.test.ts"
