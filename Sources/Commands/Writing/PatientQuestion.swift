import Wording

/// A question that is asked until it is understood, without going round in circles: the second time it shows examples and
/// how to pass, after the third it goes on with what stands in brackets.
struct PatientQuestion {
  /// Words that pass a question.
  static let passes: Set<String> = ["skip", "pass", "no", "none", "never", "no limit", "unlimited", "-", "n"]

  /// Words that ask for help, or for what no question can do.
  static let pleas: Set<String> = ["?", "help", "back"]

  enum Answer<Value> {
    case value(Value)
    /// Enter, or an answer that wasn't understood three times.
    case usual
    case passed
  }

  let conversation: Conversation
  let context: Context
  let question: String
  /// What Enter takes, as it stands in brackets.
  let usual: String
  /// What to write, and what passes it: `For example: …; skip leaves it out.`
  let help: String
  /// Said when it is no longer asked.
  let end: String

  /// Asks. `read` gives what an answer means, or why it means nothing.
  func ask<Value>(_ read: (String) -> Result<Value, NotUnderstood>) throws(Ended) -> Answer<Value> {
    for attempt in 1...3 {
      let answer = try conversation.answer(to: "\(question) [\(usual)]")
      if answer.isEmpty { return .usual }
      if Self.passes.contains(answer.lowercased()) { return .passed }
      if Self.pleas.contains(answer.lowercased()) {
        say(help + (answer.lowercased() == "back" ? " There is no way back; kin edit changes it later." : ""))
        continue
      }
      switch read(answer) {
      case .success(let value): return .value(value)
      case .failure(let fault): say(fault.sentence)
      }
      if attempt == 2 { say(help) }
    }
    say(end)
    return .usual
  }

  private func say(_ text: String) { context.print(context.terminal.paragraph(text, indent: "  ")) }
}

/// Why an answer means nothing, as a sentence.
struct NotUnderstood: Error { let sentence: String }
