import CivilTime
import Rituals
import Wording

/// The questions of `kin add` without words. Each answer is read as a part of the sentence that they make, so that the
/// questions understand just what a sentence may say.
struct AddConversation {
  let conversation: Conversation
  let context: Context
  let household: Household
  let today: CivilDate

  /// The sentence; nil if the input ends or nothing is named.
  func sentence() -> String? {
    guard let title = ask("What is it? (Coffee with Ana)", reading: { "\($0) every day at 10:00" }) else {
      return nil
    }
    // Whoever says all of it at once is asked nothing more.
    if (try? read(title)) != nil { return title }
    var people = ""
    if !title.lowercased().split(separator: " ").contains("with") {
      guard
        let answer = ask(
          "With whom? (names, with commas) [nobody]", mayPass: true,
          reading: {
            "\(title) every day at 10:00, with \($0)"
          })
      else { return nil }
      if !answer.isEmpty { people = ", with \(answer)" }
    }
    return ask(
      "When? (every first saturday at 10:00)", reading: { "\(title) \($0)\(people)" }, examples: true
    )
    .map { "\(title) \($0)\(people)" }
  }

  /// Asks until an answer makes a sentence that reads; nil if the input ends, or nothing is answered that must be.
  private func ask(
    _ question: String, mayPass: Bool = false, reading sentence: (String) -> String, examples: Bool = false
  ) -> String? {
    var misunderstood = 0
    while let answer = conversation.ask(question) {
      if answer.isEmpty { return mayPass ? "" : nil }
      if !examples, !mayPass, (try? read(answer)) != nil { return answer }
      do throws(TextFault) {
        _ = try read(sentence(answer))
        return answer
      } catch {
        misunderstood += 1
        context.print(context.terminal.paragraph(error.sentence, indent: "  "))
        if examples, misunderstood > 1 {
          context.print(context.terminal.paragraph(PhraseExamples.words, indent: "  "))
        }
      }
    }
    return nil
  }

  private func read(_ text: String) throws(TextFault) -> RitualSentence {
    try RitualSentence(parsing: text, people: household.people, me: household.me, today: today)
  }
}

/// Phrases to say when, for somebody who doesn't know how.
enum PhraseExamples {
  static let all = [
    "every sunday at 18:00", "every first saturday at 10:00", "every month on the 15th at 19:00",
    "every second friday of the month at 19:00", "3 weeks after last time at 11:00",
  ]

  static var words: String {
    "For example: \(all.joined(separator: "; ")). Enter alone ends this, and nothing is written."
  }
}

extension TextFault {
  /// What wasn't understood, as a sentence, with the word that was probably meant.
  var sentence: String {
    suggestion == nil ? sentenceAlone : DisplayText.line(message + hint).capitalizedFirst
  }

  /// The same without the word that was probably meant.
  var sentenceAlone: String { DisplayText.line(message).capitalizedFirst + "." }
}
