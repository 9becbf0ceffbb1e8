import Foundation
import TestSupport
import Testing

@Suite("The example of the recurrence library")
struct ExampleTests {
  /// Its build folder stays between runs, apart from the one of the tests that are running.
  @Test func `is a package of its own that builds and runs`() throws {
    let package = Project.root + "/Examples/recurrence"
    let scratch = Project.root + "/.build/example"
    let command = [
      "swift", "run", "-q", "--package-path", package, "--scratch-path", scratch, "recurrence-example",
    ]
    let outcome = try Command(command).run(seconds: 600)
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(
      outcome.output == """
        rule: FREQ=MONTHLY;BYDAY=1SA
        next: 2026-12-05T10:00:00 is 2026-12-05T09:00:00Z
        last: 2026-11-07T10:00:00 is 2026-11-07T09:00:00Z
        then: 2026-12-05
        then: 2027-01-02
        then: 2027-02-06
        expression: Mon..Fri *-*-01..07 09:30:00
        before: 2026-11-06T09:30:00
        before: 2026-11-05T09:30:00
        gap: 2026-03-29T02:30:00 happens at 2026-03-29T03:30:00
        instead: 2026-12-06T15:00:00
        comes: false
        fault at: 18..<20

        """)
  }
}
