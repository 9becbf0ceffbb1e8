import ArgumentParser
import JSONText
import Wording

/// `kin doctor`: looks at everything that reminders need, one by one.
struct Doctor: KinCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Look at everything that reminders need, and say what to do.",
    discussion: """
      It looks at the service, the config, the history, the session bus, the notification server, the journal, the \
      environment of hooks, lingering, time zone, clock, and each hook, and changes nothing. Each is good, wrong, or just worth knowing (a dot). The exit status is 1 if something is wrong.

      With --json: good, and findings, an array of about, state (good, hint or wrong), text, and remedy (null if there is \
      none).
      """)

  @OptionGroup var options: ReadingOptions

  func run(in context: Context) throws -> Report {
    let findings = try Examination(options, in: context).findings
    var report =
      options.json ? Report(Finding.json(findings)) : Report(Finding.lines(findings, context.terminal))
    if findings.contains(where: { $0.state == .wrong }) { report.status = 1 }
    return report
  }
}

/// The result of one check.
struct Finding: Equatable {
  enum State: String { case good, hint, wrong }

  var about: String
  var state: State
  var text: String
  /// What to do; nil if there is nothing to do.
  var remedy: String?

  static func good(_ about: String, _ text: String) -> Finding {
    Finding(about: about, state: .good, text: text)
  }
  static func hint(_ about: String, _ text: String, _ remedy: String? = nil) -> Finding {
    Finding(about: about, state: .hint, text: text, remedy: remedy)
  }
  static func wrong(_ about: String, _ text: String, _ remedy: String? = nil) -> Finding {
    Finding(about: about, state: .wrong, text: text, remedy: remedy)
  }
}

extension Finding {
  private var mark: (String, Terminal.Style?) {
    switch state {
    case .good: ("✓", .green)
    case .hint: ("·", .dim)
    case .wrong: ("✗", .red)
    }
  }

  static func lines(_ findings: [Finding], _ terminal: Terminal) -> [String] {
    Columns(findings, main: 2) { one in
      let text = [one.text, one.remedy].compactMap { $0 }.joined(separator: "; ")
      return [
        one.mark, (DisplayText.line(one.about), .dim),
        (DisplayText.line(text), one.state == .wrong ? .red : nil),
      ]
    }.lines(terminal, indent: "")
  }

  static func json(_ findings: [Finding]) -> JSON {
    [
      "good": .boolean(!findings.contains { $0.state == .wrong }),
      "findings": .list(
        findings.map { one in
          [
            "about": .string(one.about), "state": .string(one.state.rawValue), "text": .string(one.text),
            "remedy": .optional(one.remedy),
          ]
        }),
    ]
  }
}
