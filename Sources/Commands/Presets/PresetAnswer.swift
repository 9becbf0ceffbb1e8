import CivilTime
import Recurrence
import Rituals
import Wording

/// What an answer to "On which day?" makes of a preset's rule: another day in it, or another rule altogether.
///
/// | answer, to `every first {day} at {time}` | rule |
/// |---|---|
/// | `sunday` | `every first sunday` |
/// | `sunday at 5pm` | `every first sunday at 5pm` |
/// | `second sunday`, `every sunday at 5pm`, `the 15th` | the phrase |
/// | `2 weeks on sunday` | `every 2 weeks on sunday` |
struct PresetRule {
  /// The rule, without a time where the answer named none.
  let rule: SaidRule
  /// Whether it is the preset's own rule, on another day.
  let isOfPreset: Bool
  /// The start and the exceptions that the answer names.
  var starting: LocalPoint?
  var except: [LocalPoint] = []

  var needsTime: Bool { !rule.form.namesTime }

  /// The preset's own rule, without its time.
  init(of preset: Preset) throws(TextFault) {
    let text = PresetRule.slot(of: preset, preset.day)
    rule = SaidRule(try Phrase.parse(text), as: text)
    isOfPreset = true
  }

  /// The whole of it in words.
  var meaning: String { Phrase(form: rule.form, starting: starting, except: except).meaning }

  /// It in the words for the config, which may have got a time.
  func choice(_ when: String) -> PresetChoice { PresetChoice(when: when, starting: starting, except: except) }

  /// Reads an answer; nil where none of the ways to read it makes a rule.
  init?(_ answer: String, in preset: Preset, today: CivilDate) {
    // Of a question about a day, neither is an answer; `every y` would be every year.
    if ["y", "yes", "n", "no"].contains(answer.lowercased()) { return nil }
    for (text, isSlot) in PresetRule.ways(answer, in: preset, today) {
      guard let phrase = try? Phrase(parsing: text, today: today) else { continue }
      rule = SaidRule(phrase, as: text)
      (starting, except) = (phrase.starting, phrase.except)
      isOfPreset = isSlot
      return
    }
    return nil
  }

  /// Why an answer makes no rule: in words of the answer, with a suggestion only where that would be understood.
  static func fault(of answer: String, in preset: Preset, today: CivilDate) -> NotUnderstood {
    var message: String?
    for (text, _) in ways(answer, in: preset, today) {
      guard let place = text.firstRange(of: answer) else { continue }
      let before = text[..<place.lowerBound].utf8.count
      do throws(TextFault) {
        _ = try Phrase(parsing: text, today: today)
      } catch {
        // What is wrong with words of the preset tells nothing.
        guard error.range.lowerBound >= before, error.range.upperBound <= before + answer.utf8.count else {
          continue
        }
        if let mended = error.mending(answer, from: before),
          PresetRule(mended, in: preset, today: today) != nil
        {
          return NotUnderstood(sentence: error.sentence)
        }
        message = message ?? error.sentenceAlone
      }
    }
    return NotUnderstood(sentence: message ?? "\"\(DisplayText.line(answer))\" isn't a day that I know.")
  }

  /// The rules that an answer may make, the likeliest first, and whether it is the preset's with another day.
  private static func ways(_ answer: String, in preset: Preset, _ today: CivilDate) -> [(
    text: String, isSlot: Bool
  )] {
    let slot = (slot(of: preset, answer), true)
    let others = [(answer, false), ("every \(answer)", false)]
    // Weekdays alone are a day of the preset's; whatever says more is a rule of its own.
    return isWeekdaysAlone(answer) || (try? Phrase(parsing: answer, today: today)) == nil
      ? [slot] + others : others + [slot]
  }

  private static func isWeekdaysAlone(_ answer: String) -> Bool {
    guard case .rule(var rule) = try? Phrase.parse(answer) else { return false }
    let first = answer.lowercased().split(separator: " ").first ?? ""
    guard !["every", "each", "weekly", "once", "all"].contains(first), rule.frequency == .weekly else {
      return false
    }
    var plain = RecurrenceRule(.weekly)
    plain.byDay = rule.byDay
    (rule.byHour, rule.byMinute, rule.bySecond) = ([], [], [])
    return rule == plain
  }

  private static func slot(of preset: Preset, _ day: String) -> String {
    preset.when.replacing(", at {time}", with: "").replacing(" at {time}", with: "").replacing(
      "{day}", with: day)
  }
}

extension TextFault {
  /// A text with the suggestion in the place of what is wrong; nil without one.
  ///
  /// - Parameter offset: where the text begins in what was read.
  func mending(_ text: String, from offset: Int) -> String? {
    let bytes = Array(text.utf8)
    let (first, last) = (range.lowerBound - offset, range.upperBound - offset)
    guard let suggestion, first >= 0, last <= bytes.count else { return nil }
    return String(decoding: bytes[..<first] + Array(suggestion.utf8) + bytes[last...], as: UTF8.self)
  }
}
