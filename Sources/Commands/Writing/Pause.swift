import ArgumentParser
import Planning
import Wording

/// `kin pause`: let rituals rest.
struct Pause: KinCommand {
  static let configuration = CommandConfiguration(
    abstract: "Let rituals rest: nothing of them is due until they are taken up again.",
    discussion: """
      It sets "paused" in the config and leaves the rest of the file as it is. A pause needs no reason and has no end of \
      its own; `kin resume` ends it.
      """)

  @Argument(help: ArgumentHelp("The rituals.", valueName: "ritual"), completion: .rituals)
  var rituals: [String]

  @OptionGroup var files: FileOptions

  func run(in context: Context) throws -> Report {
    try PauseChange(pauses: true).make(rituals, files, in: context)
  }
}

/// `kin resume`: take rituals up again.
struct Resume: KinCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take rituals up again that rest.",
    discussion: "It takes \"paused\" out of the config. Nothing has to be made up for.")

  @Argument(help: ArgumentHelp("The rituals.", valueName: "ritual"), completion: .rituals)
  var rituals: [String]

  @OptionGroup var files: FileOptions

  func run(in context: Context) throws -> Report {
    try PauseChange(pauses: false).make(rituals, files, in: context)
  }
}

/// Setting or taking out `paused`.
struct PauseChange {
  let pauses: Bool

  func make(_ ids: [String], _ files: FileOptions, in context: Context) throws -> Report {
    var report = Report()
    var change = try ConfigChange(files, in: context)
    let before = try change.situation()
    var changed: [String] = []
    for id in ids where !changed.contains(id) {
      let kept = try before.writtenRitual(id)
      guard kept.ritual.isPaused != pauses, let path = change.path(ofRitual: id) else {
        report.lines.append(
          "\(DisplayText.line(kept.ritual.title)) \(pauses ? "rests already" : "does not rest").")
        continue
      }
      try change.set(.isPaused, of: path, to: pauses ? true : nil)
      changed.append(id)
    }
    guard !changed.isEmpty else { return report }
    let checked = try change.checked()
    try checked.save()
    let after = try checked.situation()
    report.lines += try changed.map { try line(on: after.ritual($0), after) }
    if pauses { report.lines.append(rest(after)) }
    return report
  }

  private func line(on kept: ScheduledRitual, _ situation: Situation) -> String {
    let title = DisplayText.line(kept.ritual.title)
    if pauses { return "\(title) rests now. `kin resume \(kept.ritual.id)` takes it up again." }
    let next = situation.nextTime(of: kept)
    return "\(title) goes on" + (next.map { ": next \($0)." } ?? "; nothing of it is to come.")
  }

  /// What comes besides.
  private func rest(_ situation: Situation) -> String {
    guard let next = situation.coming(total: 1).first else { return "Nothing else is to come." }
    let when = situation.when(next.slot.instant)
    return "Next comes \(DisplayText.line(next.ritual.title)), \(when)."
  }
}
