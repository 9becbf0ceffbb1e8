import ArgumentParser
import JSONText
import Rituals

/// `kin pause`: let rituals rest.
struct Pause: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Let rituals rest: nothing of them is due until they are taken up again.",
    discussion: """
      It sets "paused" in the config and leaves the rest of the file as it is. A pause needs no reason and has no end of \
      its own; `kin resume` ends it.
      """)

  @Argument(help: ArgumentHelp("The rituals.", valueName: "ritual"), completion: .rituals)
  var rituals: [String]

  @OptionGroup var files: FileOptions

  func run() throws { try PauseChange(pauses: true).make(rituals, files) }
}

/// `kin resume`: take rituals up again.
struct Resume: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take rituals up again that rest.",
    discussion: "It takes \"paused\" out of the config. Nothing has to be made up for.")

  @Argument(help: ArgumentHelp("The rituals.", valueName: "ritual"), completion: .rituals)
  var rituals: [String]

  @OptionGroup var files: FileOptions

  func run() throws { try PauseChange(pauses: false).make(rituals, files) }
}

/// Setting or taking out `paused`.
struct PauseChange {
  let pauses: Bool

  func make(_ ids: [String], _ files: FileOptions) throws {
    var change = try ConfigChange(files)
    let before = try change.situation()
    var changed: [String] = []
    for id in ids where !changed.contains(id) {
      let kept = try before.writtenRitual(id)
      guard kept.ritual.isPaused != pauses, let path = change.path(ofRitual: id) else {
        printLine("\(DisplayText.line(kept.ritual.title)) \(pauses ? "rests already" : "does not rest").")
        continue
      }
      try change.set(.isPaused, of: path, to: pauses ? true : nil)
      changed.append(id)
    }
    guard !changed.isEmpty else { return }
    let checked = try change.checked()
    try checked.save()
    let after = try checked.situation()
    for id in changed { try report(after.ritual(id).ritual, after) }
    if pauses { reportRest(after) }
  }

  private func report(_ ritual: Ritual, _ situation: Situation) throws {
    let title = DisplayText.line(ritual.title)
    guard !pauses else {
      printLine("\(title) rests now. `kin resume \(ritual.id)` takes it up again.")
      return
    }
    let next = try situation.nextTime(of: situation.ritual(ritual.id))
    printLine("\(title) goes on" + (next.map { ": next \($0)." } ?? "; nothing of it is to come."))
  }

  /// What there is besides.
  private func reportRest(_ situation: Situation) {
    guard let next = situation.coming(total: 1).first else {
      printLine("Nothing else is to come.")
      return
    }
    let when = DisplayText.when(
      situation.zone.local(at: next.slot.instant), seenFrom: situation.zone.local(at: situation.now),
      inSentence: true)
    printLine("Next comes \(DisplayText.line(next.ritual.title)), \(when).")
  }
}
