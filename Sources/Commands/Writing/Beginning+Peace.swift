import RitualFile
import Rituals
import Wording

/// The questions for quiet hours and the budget.
extension Beginning {
  /// Quiet hours and how many reminders are enough, asked once: what is passed is written as none, so that it isn't asked
  /// again.
  mutating func askForPeace(quiet: [QuietHours], budget: Int?) throws {
    func write(_ hours: [QuietHours]) throws {
      try change.set(.quietHours, to: .list(hours.map { RitualFile.json(of: $0) }))
    }
    let mayAsk = change.text[["quietHours"]] == nil && (!made.isEmpty || !people.isEmpty)
    if !quiet.isEmpty { try write(quiet) }
    if let budget { try change.set(.budget, to: ["perDay": .integer(budget)]) }
    guard let conversation, mayAsk else { return }
    context.print()
    if quiet.isEmpty {
      let question = PatientQuestion(
        conversation: conversation, context: context,
        question: "When should nothing disturb you? (22:00 to 8:00)",
        usual: "skip", help: "For example: 22:00 to 8:00; 11pm to 9am on friday and saturday. Enter passes.",
        end: "Then at any time for now; \"quietHours\" in the config says otherwise.")
      let answer = try question.ask { (answer: String) -> Result<QuietHours, NotUnderstood> in
        do throws(TextFault) {
          return .success(try QuietHours(parsing: answer))
        } catch { return .failure(NotUnderstood(sentence: error.sentence)) }
      }
      if case .value(let hours) = answer { try write([hours]) } else { try write([]) }
    }
    guard budget == nil, change.text[["budget"]] == nil else { return }
    let question = PatientQuestion(
      conversation: conversation, context: context, question: "How many reminders are enough for a day? (4)",
      usual: "no limit",
      help: "A number from 1 to 1000; the others then wait, or come silently. Enter means no limit.",
      end: "Then without a limit; \"budget\" in the config says otherwise.")
    let answer = try question.ask { (answer: String) -> Result<Int, NotUnderstood> in
      let word = answer.lowercased().split(separator: " ").first.map(String.init) ?? ""
      let number = Int(word) ?? Self.numbers.firstIndex(of: word)
      guard let number, (1...1000).contains(number) else {
        return .failure(
          NotUnderstood(sentence: "\"\(DisplayText.line(answer))\" isn't a number from 1 to 1000."))
      }
      return .success(number)
    }
    if case .value(let number) = answer { try change.set(.budget, to: ["perDay": .integer(number)]) }
  }

  private static let numbers = [
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
  ]
}
