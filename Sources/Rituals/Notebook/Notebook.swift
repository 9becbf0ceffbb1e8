import CivilTime

/// What the lines of the notebook add up to.
public struct Notebook: Equatable, Sendable {
  /// Everything to ask about, the done ones too, in the order in which it was noted.
  package private(set) var details: [Detail] = []
  package private(set) var wins: [Win] = []
  package private(set) var checkins: [Checkin] = []
  /// How many were ever noted, the deleted ones too: the next one is named by the number after it.
  private var detailsNoted = 0
  private var winsNoted = 0

  package init() {}

  /// Applies the next line. One about a detail or check-in that is not there changes nothing.
  package mutating func apply(_ entry: NotebookEntry) {
    switch entry.fact {
    case .detail(let person, let text):
      detailsNoted += 1
      details.append(
        Detail(entry: entry.number, name: detailsNoted, person: person, text: text, since: entry.at))
    case .erasedDetail: detailsNoted += 1
    case .broughtBack(let detail, let occurrence):
      details.change(detail, by: \.entry) {
        $0.broughtBackAt = entry.at
        $0.broughtBackWith = occurrence
      }
    case .detailDone(let detail): details.change(detail, by: \.entry) { $0.doneAt = $0.doneAt ?? entry.at }
    case .win(let people, let text):
      winsNoted += 1
      wins.append(Win(entry: entry.number, name: winsNoted, with: people, text: text, at: entry.at))
    case .erasedWin: winsNoted += 1
    case .checkin(let ritual, let start, let deck, let first):
      checkins.append(
        Checkin(entry: entry.number, at: entry.at, ritual: ritual, start: start, deck: deck, first: first))
    case .asked(let checkin, let prompt, let words, let answer):
      checkins.change(checkin, by: \.entry) {
        $0.asked.append(Checkin.Asked(prompt: prompt, words: words, answer: answer))
      }
    case .felt(let checkin, let feelings): checkins.change(checkin, by: \.entry) { $0.felt = feelings }
    case .offered(let checkin): checkins.change(checkin, by: \.entry) { $0.wasOffered = true }
    }
  }

  /// The prompts that a ritual's check-ins have asked, the latest last.
  package func asked(in ritual: String) -> [String] {
    checkins.filter { $0.ritual == ritual }.flatMap { $0.asked.map(\.prompt) }
  }
}

extension Array {
  /// Changes the element that a line began.
  fileprivate mutating func change(
    _ entry: Int, by path: KeyPath<Element, Int>, _ change: (inout Element) -> Void
  ) { if let place = lastIndex(where: { $0[keyPath: path] == entry }) { change(&self[place]) } }
}

/// Something small that went well.
public struct Win: Equatable, Sendable {
  /// The number of the line that noted it.
  package var entry: Int
  /// The number that the commands know it by: 1 for the first win ever noted, and so on.
  package var name: Int
  /// The ids of the people it was with; empty where it was with nobody in particular.
  package var with: [String]
  package var text: String
  package var at: Instant
}

/// One check-in: what was asked, and what was answered.
public struct Checkin: Equatable, Sendable {
  /// A prompt that was asked, with its answer.
  public struct Asked: Equatable, Sendable {
    package var prompt: String
    package var words: String
    /// Nil if it was passed over.
    package var answer: String?
  }

  /// The number of the line that began it.
  package var entry: Int
  package var at: Instant
  package var ritual: String
  /// The start of the occurrence it was about, if any.
  package var start: CivilDateTime?
  package var deck: String
  /// The id of who spoke first; nil where one was alone.
  package var first: String?
  package var asked: [Asked] = []
  package var felt: [Feeling] = []
  /// True where a pause, another rhythm or help from outside was offered after it.
  package var wasOffered = false
}

extension [Win] {
  /// The wins that a check-in of appreciation reads back: those noted since an instant, with one of these people or with
  /// nobody named. Without people, it reads all of them.
  package func toReadBack(with people: [String], since: Instant?) -> [Win] {
    filter { win in
      (since.map { win.at >= $0 } ?? true)
        && (people.isEmpty || win.with.isEmpty || win.with.contains { people.contains($0) })
    }
  }
}

extension [Checkin] {
  /// A ritual's check-ins that were marked as draining, among its latest `count` that were marked at all.
  package func draining(in ritual: String, ofLatest count: Int) -> [Checkin] {
    filter { $0.ritual == ritual && !$0.felt.isEmpty }.suffix(count).filter { $0.felt.contains(.draining) }
  }

  /// The check-in after which a pause, another rhythm or help from outside should be offered, if any: several of a ritual's
  /// latest were draining, and nothing has been offered since.
  package func toOfferRelief(in ritual: String) -> Checkin? {
    let own = filter { $0.ritual == ritual }
    let since = own.lastIndex { $0.wasOffered }.map { own.index(after: $0) } ?? own.startIndex
    let draining = Array(own[since...]).draining(in: ritual, ofLatest: 4)
    return draining.count >= 3 ? draining.last : nil
  }
}
