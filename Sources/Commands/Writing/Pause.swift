import ArgumentParser
import Wording

/// `kin pause`: let rituals rest.
struct Pause: KinCommand {
  static let configuration = CommandConfiguration(
    commandName: "pause", abstract: "Let rituals rest: nothing of them is due until they are taken up again.",
    discussion: """
      It sets "paused" in the config and leaves the rest of the file as it is. A pause needs no reason and has no end of \
      its own; `kin resume` ends it.
      """)

  @OptionGroup var change: PauseChange

  func run(in context: Context) throws -> Report { try change.make(pauses: true, in: context) }
}

/// `kin resume`: take rituals up again.
struct Resume: KinCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume", abstract: "Take rituals up again that rest.",
    discussion: "It takes \"paused\" out of the config. Nothing has to be made up for.")

  @OptionGroup var change: PauseChange

  func run(in context: Context) throws -> Report { try change.make(pauses: false, in: context) }
}

/// Setting or taking out `paused`.
struct PauseChange: ParsableArguments {
  @Argument(help: ArgumentHelp("The rituals.", valueName: "ritual"), completion: .rituals)
  var rituals: [String]

  @Flag(help: "Print JSON.") var json = false
  @OptionGroup var files: FileOptions

  func make(pauses: Bool, in context: Context) throws -> Report {
    let context = context.forProgram(if: json)
    var receipt = Receipt(action: pauses ? "pause" : "resume")
    var lines: [String] = []
    var change = try ConfigChange(files, in: context)
    let before = try change.situation()
    var changed: [String] = []
    for word in rituals {
      let ritual = try before.writtenRitual(word).ritual
      let id = ritual.id
      if changed.contains(id) { continue }
      if ritual.isPaused != pauses, let path = change.path(ofRitual: id) {
        try change.set(.isPaused, of: path, to: pauses ? true : nil)
        changed.append(id)
      } else {
        let state = pauses ? "rests already" : "does not rest"
        lines.append("\(DisplayText.line(ritual.title)) \(state).")
      }
      if !receipt.rituals.contains(id) { receipt.rituals.append(id) }
    }
    receipt.isChanged = !changed.isEmpty
    guard receipt.isChanged else { return receipt.report(lines, asJSON: json) }
    receipt.path = change.path
    let checked = try change.checked()
    try checked.save()
    let after = try checked.situation()
    for kept in try changed.map({ try after.ritual($0) }) {
      let title = DisplayText.line(kept.ritual.title)
      let next = after.nextTime(of: kept)
      lines.append(
        pauses
          ? "\(title) rests now. `kin resume \(kept.ritual.id)` takes it up again."
          : "\(title) goes on" + (next.map { ": next \($0)." } ?? "; nothing of it is to come."))
    }
    if pauses {
      let next = after.coming(total: 1).first
      lines.append(
        next.map { "Next comes \(DisplayText.line($0.ritual.title)), \(after.when($0.slot.instant))." }
          ?? "Nothing else is to come.")
    }
    return receipt.report(lines, asJSON: json)
  }
}
