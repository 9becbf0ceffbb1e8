import CivilTime
import Clock
import Glibc
import History
import Rituals

/// Leads through a check-in: asks, waits, and keeps every answer as soon as it is given.
struct CheckinSession {
  let plan: CheckinPlan
  let situation: Situation
  let terminal: Terminal
  private let begun = WallClock.now()
  private var record: CheckinRecord
  private var input = LineInput()
  private var timeTold: String?

  init(_ plan: CheckinPlan, in situation: Situation, terminal: Terminal) throws {
    self.plan = plan
    self.situation = situation
    self.terminal = terminal
    record = CheckinRecord(plan, store: try situation.openNotebook())
  }

  /// From the first word to the last; false where it was interrupted.
  mutating func lead() throws -> Bool {
    defer { input.close() }
    tellTheBeginning()
    for (place, prompt) in plan.prompts.enumerated() {
      ask(prompt, place)
      let (answer, isOver) = readAnswer()
      if isOver, answer == nil { break }
      do {
        try record.keep(prompt, answer, at: present)
      } catch  where answer != nil {
        throw Failure("\(error); your last answer stands on this screen alone")
      }
      if isOver { break }
    }
    if input.end == nil { try askHowItFelt() }
    printLine(input.end == nil ? "" : "\n")
    for line in record.closing(for: plan) { terminal.paragraph(line).forEach { printLine($0) } }
    if record.hasBegun { try ReliefOffer.make(for: plan.ritual, in: situation, terminal) }
    if input.end == nil { try CheckinRecord.offerDone(plan, in: situation, terminal, &input) }
    return input.end != .interrupted
  }

  /// Now, by the clock that runs on from the time the command looks from.
  private var present: Instant {
    situation.now.advanced(bySeconds: max(0, WallClock.now().seconds - begun.seconds))
  }

  private func tellTheBeginning() {
    for line in plan.introduction(in: situation, terminal) { printLine(line) }
    printLine()
    var rules =
      "Enter passes a question; an empty line ends an answer. It stays in your notebook, for you alone."
    if let seconds = plan.timeBox {
      let end = situation.zone.local(at: situation.now.advanced(bySeconds: seconds).roundedToFiveMinutes)
      rules += " There is time until about \(end.time)."
    }
    for line in terminal.paragraph(rules) { printLine(terminal.paint(line, .dim)) }
  }

  private mutating func ask(_ prompt: Prompt, _ place: Int) {
    printLine()
    var head = place == plan.prompts.count - 1 ? "The last one" : "\(place + 1) of \(plan.prompts.count)"
    if let order = plan.order(at: place, name: situation.name) { head += " · " + order }
    for line in terminal.paragraph(head) { printLine(terminal.paint(line, .dim)) }
    if place > 0, let time = timeLeft() { printLine(terminal.paint(time, .dim)) }
    for line in terminal.paragraph(DisplayText.line(prompt.text)) { printLine(terminal.paint(line, .bold)) }
  }

  private mutating func timeLeft() -> String? {
    guard let seconds = plan.timeBox else { return nil }
    let left = seconds - (WallClock.now().seconds - begun.seconds)
    let words = TimeLeft.words(left)
    defer { timeTold = words }
    return words == timeTold ? nil : words
  }

  /// An answer of any number of lines, nil where it was passed; and whether the input ended with it.
  private mutating func readAnswer() -> (answer: String?, isOver: Bool) {
    var lines: [String] = []
    while input.end == nil {
      showMark()
      guard let line = input.next(), !line.allSatisfy(\.isWhitespace) else { break }
      lines.append(line)
    }
    return (lines.isEmpty ? nil : lines.joined(separator: "\n"), input.end != nil)
  }

  private mutating func askHowItFelt() throws {
    printLine()
    let words = Feeling.allCases.map(\.rawValue)
    for line in terminal.paragraph("How was this for you? \(words.joined(separator: ", ")), or just Enter.") {
      printLine(terminal.paint(line, .bold))
    }
    while true {
      showMark()
      guard let line = input.next() else { return }
      switch Feeling.read(line) {
      case .success(let feelings):
        if !feelings.isEmpty { try record.keep(feelings, at: present) }
        return
      case .failure(let unknown):
        printMessage("kin: \(unknown)")
      }
    }
  }

  private func showMark() {
    guard input.isTerminal else { return }
    print(terminal.paint("> ", .cyan), terminator: "")
  }
}

extension Instant {
  fileprivate var roundedToFiveMinutes: Instant { Instant(seconds: (seconds + 150) / 300 * 300) }
}
