import ArgumentParser
import Planning
import Recurrence
import Rituals
import Wording

/// `kin swap`: somebody takes another one's turn, this once.
struct SwapCommand: KinCommand {
  static let configuration = CommandConfiguration(
    commandName: "swap", abstract: "Let somebody else take a turn, this once.",
    discussion: """
      It applies to the time that is open, else to the next one; name a time for just that one. The order goes on as if \
      nothing had been swapped, so nothing has to be made up. If the schedule moves later, the swap applies to the time \
      of the same day, else to the next one after it. --undo undoes the last swap of that time.
      """)

  @OptionGroup var target: AnswerTarget

  @Argument(help: ArgumentHelp("Who takes it, by id.", valueName: "new-person"), completion: .people)
  var person: String?

  @Option(help: "Which role, where there are several.") var role: String?

  @Option(
    name: .customLong("for"), help: ArgumentHelp("Who is replaced, by id.", valueName: "person"),
    completion: .people)
  var replaced: String?

  @Flag(help: "Undo the last swap of that time.") var undo = false

  func validate() throws {
    if undo, person != nil || role != nil || replaced != nil {
      throw ValidationError("--undo undoes the last swap, whoever was in it: name the ritual alone")
    }
    if !undo, person == nil { throw ValidationError("Missing expected argument '<new-person>'") }
  }

  func run(in context: Context) throws -> Report {
    let situation = try context.situation(target.files, at: target.at)
    let scene = try SwapScene(target.ritual, in: situation)
    let fact = undo ? try scene.takingBack() : try scene.swap(to: person ?? "", for: replaced, role: role)
    try situation.append(Event(at: situation.now, occurrence: scene.id, fact: fact))
    guard case .swapped(let role, let from, let to) = fact else { return Report() }
    let newcomer = "\(situation.name(to)) is \(DisplayText.line(role))"
    let place = from.map { " in \(situation.name($0))'s place" } ?? ""
    return Report(
      "\(scene.words): "
        + (undo ? "as it was, \(newcomer)." : "\(newcomer)\(place). The order after it stays as it is."))
  }
}

/// One occurrence whose turn is to be swapped, and what stands against it.
private struct SwapScene {
  let situation: Situation
  let kept: ScheduledRitual
  let id: OccurrenceID
  /// When it takes place, moved or not.
  let slot: Slot
  let turn: Turn

  var words: String { DisplayText.line(kept.ritual.title) + ", " + day }

  private var day: String {
    let here = kept.schedule.zone.local(at: situation.now)
    return DisplayText.when(slot.local, seenFrom: here)
  }

  init(_ text: String, in situation: Situation) throws {
    self.situation = situation
    let target = try situation.namedOrNearest(text)
    id = target.occurrence
    kept = try situation.ritual(id.ritual)
    slot = target.slot
    guard let turn = target.turn else {
      throw Failure(
        "\(kept.ritual.id) has no turns to swap; \"turns\" in the config says who does what in it")
    }
    self.turn = turn
    if !situation.ledger(kept)[target.start].isAnswerable {
      throw Failure("\(id) is over, so its turn stays as it was")
    }
  }

  /// The fact that somebody takes a role here; a failure says why not.
  func swap(to newcomer: String, for replaced: String?, role: String?) throws -> Event.Fact {
    let person = try situation.person(newcomer).id
    let old = try replaced.map { try situation.person($0).id }
    let holder = try holder(role: role, for: old)
    let name = situation.name(person)
    if holder.person == person {
      throw Failure("\(name) is \(holder.role) \(day) already: there is nothing to swap")
    }
    if let last = situation.household.people[person]?.awayThrough(on: id.start.date) {
      let today = kept.schedule.zone.local(at: situation.now).date
      throw Failure("\(name) is away until \(DisplayText.day(last, seenFrom: today))")
    }
    if let other = turn.holders.first(where: { $0.person == person }) {
      throw Failure("\(name) is \(other.role) \(day) already, and nobody should hold two roles")
    }
    return .swapped(role: holder.role, from: holder.person, to: person)
  }

  /// The role that is meant, and who holds it: one that is named, else the replaced person's, else the only one.
  private func holder(role: String?, for old: String?) throws -> RoleHolder {
    let roles = turn.holders.map(\.role)
    var meant = turn.holders
    if let role {
      guard roles.contains(role) else {
        throw Failure(
          "there is no role \"\(DisplayText.line(role))\" in \(kept.ritual.id)"
            + didYouMean(role, among: roles, otherwise: "; it has \(DisplayText.list(roles))"))
      }
      meant = meant.filter { $0.role == role }
    }
    if let old {
      meant = meant.filter { $0.person == old }
      if meant.isEmpty {
        let (who, on) = (situation.name(old), situation.words(turn, ", "))
        throw Failure("\(who) is not \(role ?? "on") \(day) (\(on)): there is nobody to replace")
      }
    }
    guard let holder = meant.first, meant.count == 1 else {
      throw Failure("which role? Add --role \(meant.map(\.role).joined(separator: " or --role "))")
    }
    return holder
  }

  /// The fact that undoes the last swap.
  func takingBack() throws -> Event.Fact {
    guard let last = situation.ledger(kept).turns.swaps.last(where: { $0.occurrence == id.start }) else {
      throw Failure("nothing was swapped for \(id)")
    }
    guard let from = last.from else {
      throw Failure("before that swap nobody was on; `kin swap \(id) PERSON` puts somebody else there")
    }
    return .swapped(role: last.role, from: last.to, to: from)
  }
}
