import ArgumentParser
import Rituals
import Wording

/// `kin swap`: gives a turn, or a whole turn period, to another person.
struct SwapCommand: KinCommand {
  static let configuration = CommandConfiguration(
    commandName: "swap", abstract: "Give a turn to another person, this once.",
    discussion: """
      It applies to the time that is open, else to the next one; name a time for just that one. With --whole it applies \
      to the turn period that this time is in: to all of its times that are not over yet. The order goes on as if \
      nothing had been swapped, so nothing has to be made up. If the schedule moves later, the swap applies to the time \
      of the same day, else to the next one after it. --undo undoes the last swap of that time, a whole one as a whole. \
      If another person has done it already, record that with kin done --by.
      """)

  @OptionGroup var target: AnswerTarget

  @Argument(help: ArgumentHelp("Who takes it.", valueName: "new-person"), completion: .people)
  var person: String?

  @Option(help: "Which role, where there are several.", completion: .roles) var role: String?

  @Option(
    name: .customLong("for"), help: ArgumentHelp("Who is replaced.", valueName: "person"),
    completion: .people)
  var replaced: String?

  @Flag(help: "Swap the whole turn period, as far as it is not over.") var whole = false

  @Flag(help: "Undo the last swap of that time.") var undo = false

  func validate() throws {
    if undo, person != nil || role != nil || replaced != nil || whole {
      throw ValidationError("--undo undoes the last swap, whoever was in it: name the ritual alone")
    }
    if !undo, person == nil { throw ValidationError("Missing expected argument '<new-person>'") }
  }

  func run(in context: Context) throws -> Report { try context.deciding { try swap(in: context) } }

  private func swap(in context: Context) throws -> Report {
    let situation = try context.forProgram(if: target.json).situation(target.files, at: target.at)
    let scene = try SwapScene(target.ritual, isWhole: whole, in: situation)
    let event = undo ? try scene.takingBack() : try scene.swap(to: person ?? "", for: replaced, role: role)
    var receipt = Receipt(
      action: "swap", rituals: [event.ritual], occurrence: event.occurrence,
      events: try situation.recordDecided([event]))
    if case .swapped(let swap) = event.fact { receipt.people = [swap.to, swap.from].compactMap { $0 } }
    return receipt.report(
      undo ? scene.words(ofTakingBack: event) : scene.words(of: event), asJSON: target.json)
  }
}
