import Wording

/// When a preset is to be: the questions for its day and its time.
extension Beginning {
  /// When a preset is to be; nil where the user passes on it. Where the input ends, `choice` is what was answered by then.
  func askForRule(of preset: Preset, into choice: inout PresetChoice?) throws {
    guard let conversation else { return }
    let today = try change.before.zone().local(at: context.now()).date
    func question(_ words: String, usual: String, examples: String) -> PatientQuestion {
      PatientQuestion(
        conversation: conversation, context: context, question: "  \(words)", usual: usual,
        help: "For example: \(examples). Enter takes \(usual), \"skip\" leaves this ritual out.",
        end: "Then \(usual) for now; kin edit changes it.")
    }
    let examples = "\(preset.day); the 15th; every 2 weeks on sunday; every second friday of the month at 7pm"
    let day = try question("On which day?", usual: preset.day, examples: examples).ask { answer in
      PresetRule(answer, in: preset, today: today).map { .success($0) }
        ?? .failure(PresetRule.fault(of: answer, in: preset, today: today))
    }
    var said = try PresetRule(of: preset)
    switch day {
    case .passed:
      choice = nil
      return
    case .usual: break
    case .value(let answer):
      said = answer
      // Whoever said more than a day hears what was understood.
      if !said.isOfPreset || !said.needsTime {
        let meaning = DisplayText.line(said.meaning)
        context.print(context.terminal.paragraph("So \(meaning).", indent: "  "))
      }
    }
    choice = said.choice(said.needsTime ? try said.rule.at(preset.time).text : said.rule.text)
    guard said.needsTime else { return }
    let time = try question("At what time?", usual: preset.time, examples: "18:30, 7pm, noon").ask { answer in
      Self.rule(said.rule, at: answer)
    }
    switch time {
    case .passed: choice = nil
    case .usual: break
    case .value(let rule): choice = said.choice(rule)
    }
  }

  /// A rule at a time of the day.
  private static func rule(_ rule: SaidRule, at answer: String) -> Result<String, NotUnderstood> {
    let bare = answer.lowercased().hasPrefix("at ") ? String(answer.dropFirst(3)) : answer
    // Whoever says 10 or 19 means the full hour; of 7 nobody knows which.
    let time = Int(bare).map { (8...23).contains($0) ? "\($0):00" : bare } ?? bare
    do {
      return .success(try rule.at(time).text)
    } catch let fault as TextFault {
      let mended = fault.mending(time, from: "every day at ".utf8.count)
      let isUnderstood = mended.map { (try? rule.at($0)) != nil } ?? false
      return .failure(NotUnderstood(sentence: isUnderstood ? fault.sentence : fault.sentenceAlone))
    } catch { return .failure(NotUnderstood(sentence: DisplayText.line("\(error)").capitalizedFirst + ".")) }
  }
}
