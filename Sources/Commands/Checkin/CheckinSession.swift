import CivilTime
import Rituals
import Wording

/// Leads through a check-in: asks, waits, and keeps every answer as soon as it is given.
struct CheckinSession {
  let plan: CheckinPlan
  let situation: Situation
  private let context: Context
  private let begun: Instant
  private var record: CheckinRecord
  private let input: Conversation
  private var timeShown: String?

  init(_ plan: CheckinPlan, in situation: Situation) throws {
    self.plan = plan
    self.situation = situation
    context = situation.context
    begun = context.now()
    input = context.conversation()
    record = CheckinRecord(plan: plan, store: try situation.openNotebook())
  }

  private var terminal: Terminal { context.terminal }

  mutating func lead() throws -> Report {
    input.catchInterrupts()
    defer { input.close() }
    begin()
    for (place, prompt) in plan.prompts.enumerated() {
      ask(prompt, place)
      let answer = readAnswer()
      if input.end != nil, answer == nil { break }
      do {
        try record.keep(prompt, answer, at: present)
      } catch  where answer != nil {
        throw Failure("\(error); your last answer stands on this screen alone")
      }
      if input.end != nil { break }
    }
    if input.end == nil { try askHowItFelt() }
    context.print(input.end == nil ? "" : "\n")
    var report = try record.close(in: situation, input)
    if input.end == .interrupted { report.status = 130 }
    return report
  }

  /// Now, by the clock that runs on from the time the command looks from.
  private var present: Instant {
    situation.now.advanced(bySeconds: max(0, context.now().seconds - begun.seconds))
  }

  private func begin() {
    context.print(plan.introduction(in: situation, terminal) + [""])
    var rules =
      "Enter passes a question; an empty line ends an answer. It stays in your notebook, for you alone."
    if let seconds = plan.timeBox {
      let end = situation.zone.local(at: situation.now.advanced(bySeconds: seconds).roundedToFiveMinutes)
      rules += " There is time until about \(end.time)."
    }
    context.print(terminal.paragraph(rules, .dim))
  }

  private mutating func ask(_ prompt: Prompt, _ place: Int) {
    context.print()
    var head = place == plan.prompts.count - 1 ? "The last one" : "\(place + 1) of \(plan.prompts.count)"
    if let order = plan.order(at: place, name: situation.name) { head += " · " + order }
    context.print(terminal.paragraph(head, .dim))
    if place > 0, let time = timeLeft() { context.print(terminal.paint(time, .dim)) }
    context.print(terminal.paragraph(DisplayText.line(prompt.text), .bold))
  }

  private mutating func timeLeft() -> String? {
    guard let seconds = plan.timeBox else { return nil }
    let words = TimeLeft.words(seconds - (context.now().seconds - begun.seconds))
    defer { timeShown = words }
    return words == timeShown ? nil : words
  }

  /// An answer of any number of lines; nil if it was passed.
  private func readAnswer() -> String? {
    var lines: [String] = []
    while input.end == nil {
      showMark()
      guard let line = input.next(), !line.allSatisfy(\.isWhitespace) else { break }
      lines.append(line)
    }
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }

  private mutating func askHowItFelt() throws {
    context.print()
    let words = Feeling.allCases.map(\.rawValue).joined(separator: ", ")
    context.print(terminal.paragraph("How was this for you? \(words), or just Enter.", .bold))
    while true {
      showMark()
      guard let line = input.next() else { return }
      switch Feeling.read(line) {
      case .success(let feelings): return feelings.isEmpty ? () : try record.keep(feelings, at: present)
      case .failure(let unknown): context.warn("\(unknown)")
      }
    }
  }

  private func showMark() { if input.isTyped { context.write(terminal.paint("> ", .cyan)) } }
}

extension Instant {
  fileprivate var roundedToFiveMinutes: Instant { Instant(seconds: (seconds + 150) / 300 * 300) }
}

/// Words about the time of a check-in: they inform, and cut nobody off.
enum TimeLeft {
  /// What to say before a prompt; `seconds` are those that are left.
  static func words(_ seconds: Int64) -> String {
    switch seconds {
    case ..<0: "the time you set aside is over; go on as long as it does you good, Ctrl-D ends"
    case ..<240: "a few minutes left"
    case ..<3600:
      // In steps of five minutes: nobody should watch a clock.
      "about \((seconds + 150) / 300 * 5) minutes left"
    default: "there is plenty of time"
    }
  }
}
