import CivilTime
import History
import Rituals
import Wording

/// What is kept of a check-in while it goes on.
struct CheckinRecord {
  let plan: CheckinPlan
  let store: NotebookStore
  private(set) var number: Int?
  private(set) var hasWords = false
  private(set) var felt: [Feeling] = []

  /// Keeps a prompt and what was written to it, nil if it was passed.
  mutating func keep(_ prompt: Prompt, _ answer: String?, at now: Instant) throws {
    let checkin = try begin(at: now)
    try store.append(
      [.asked(checkin: checkin, prompt: prompt.id, words: prompt.text, answer: answer)], at: now)
    hasWords = hasWords || answer != nil
  }

  mutating func keep(_ feelings: [Feeling], at now: Instant) throws {
    let checkin = try begin(at: now)
    try store.append([.felt(checkin: checkin, feelings)], at: now)
    felt = feelings
  }

  /// Keeps a whole page at once; nothing if nothing was written. Returns what isn't a feeling.
  mutating func keep(_ answers: [String?], felt words: String, at now: Instant) throws -> Failure? {
    guard !words.isEmpty || answers.contains(where: { $0 != nil }) else { return nil }
    for (prompt, answer) in zip(plan.prompts, answers) { try keep(prompt, answer, at: now) }
    switch Feeling.read(words) {
    case .success(let feelings):
      if !feelings.isEmpty { try keep(feelings, at: now) }
      return nil
    case .failure(let unknown):
      // What is no feeling is still somebody's words.
      try keep(Prompt(id: "last/felt", part: .closing, text: "How was this for you?"), words, at: now)
      return unknown
    }
  }

  var hasBegun: Bool { number != nil }

  private mutating func begin(at now: Instant) throws -> Int {
    if let number { return number }
    var facts: [NotebookEntry.Fact] = []
    if let detail = plan.detail, let occurrence = plan.occurrence?.occurrence,
      detail.broughtBackWith != occurrence
    {
      facts.append(.broughtBack(detail: detail.entry, occurrence))
    }
    facts.append(
      .checkin(
        ritual: plan.ritual.id, start: plan.occurrence?.slot.local, deck: plan.deck.id,
        first: plan.speakers.first))
    let begun = try store.append(facts, at: now)
    number = begun
    return begun
  }
}

extension CheckinRecord {
  /// Says what was kept, offers relief where it is time, and asks whether the occurrence is done, if the input goes on.
  func close(in situation: Situation, _ conversation: Conversation) throws -> Report {
    let context = situation.context
    context.print(closing.flatMap { context.terminal.paragraph($0) })
    if hasBegun { context.print(try ReliefOffer.make(for: plan.ritual, in: situation)) }
    return conversation.end == nil ? try offerDone(in: situation, conversation) : Report()
  }

  private var closing: [String] {
    let kept =
      hasWords
      ? "Kept. kin checkin --show \(plan.ritual.id) reads it back to you, and to nobody else."
      : "Nothing was written down, and that is fine: what was said was said."
    guard felt.contains(.draining) else { return [kept] }
    let thanks = """
      Thank you for saying that it was draining. The next one may be shorter, later, or not at all; a skip needs no \
      reason, and help from outside is a good idea, too.
      """
    return [kept, thanks]
  }

  /// Enter means yes for an occurrence that has begun, no for one still ahead.
  private func offerDone(in situation: Situation, _ conversation: Conversation) throws -> Report {
    guard let occurrence = plan.occurrence else { return Report() }
    let context = situation.context
    let hasBegun = occurrence.slot.instant <= situation.now.advanced(bySeconds: 3600)
    let (title, when) = (DisplayText.line(plan.ritual.title), situation.when(occurrence.slot.instant))
    let question = "Mark \"\(title)\", \(when), as done? \(hasBegun ? "[Y/n]" : "[y/N]")"
    context.write(
      context.terminal.paragraph(question, .bold).joined(separator: "\n")
        + (conversation.isTyped ? " " : "\n"))
    guard let line = conversation.next() else { return Report("") }
    let word = line.split(separator: " ").first?.lowercased() ?? (hasBegun ? "y" : "n")
    guard ["y", "yes"].contains(word) else {
      return Report("It stays open: kin done \(plan.ritual.id), whenever it suits.")
    }
    let done = Event.Fact.done(on: occurrence.zone.local(at: situation.now))
    try situation.append(Event(at: situation.now, occurrence: occurrence.occurrence, fact: done))
    return Report("\(title), \(when): done.")
  }
}

extension Feeling {
  /// Reads words as people put them: `supported`, `supported and meaningful`; none for an empty line.
  static func read(_ line: String) -> Result<[Feeling], Failure> {
    var feelings: [Feeling] = []
    for word in line.split(whereSeparator: { " ,;.·".contains($0) }).map(String.init)
    where !["and", "or", "felt", "a", "bit"].contains(word.lowercased()) {
      guard let feeling = Feeling(word: word) else {
        let known = Feeling.allCases.map(\.rawValue)
        let hint = didYouMean(
          word.lowercased(), among: known + ["drained"], otherwise: "; Enter leaves it open")
        let text = "\"\(DisplayText.line(word))\" is none of \(known.joined(separator: ", "))\(hint)"
        return .failure(Failure(text))
      }
      if !feelings.contains(feeling) { feelings.append(feeling) }
    }
    return .success(feelings)
  }
}
