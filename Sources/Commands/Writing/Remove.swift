import ArgumentParser
import JSONText
import Rituals
import Wording

/// `kin remove`: take a ritual out of the config.
struct Remove: KinCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Remove a ritual from the config; its history stays.",
    discussion: """
      It shows what it takes out, and asks first; in a pipe it wants --yes. Every other byte of the file stays. A ritual \
      that is added again with the same id goes on with its history. To let one rest for a while, there is kin pause.
      """)

  @Argument(help: "A ritual; in a terminal kin asks without it.", completion: .rituals) var ritual: String?

  @OptionGroup var removal: RemovalOptions
  @Flag(help: "Show what would change, and write nothing.") var dryRun = false
  @Flag(help: "Print JSON.") var json = false
  @OptionGroup var files: FileOptions

  func run(in context: Context) throws -> Report {
    let context = context.forProgram(if: json)
    var change = try ConfigChange(files, in: context)
    let before = try change.situation()
    guard let ritual = try before.writtenRitual(ritual, orAskFor: "remove")?.ritual else {
      return Report("Nothing was changed.")
    }
    let (id, title) = (ritual.id, DisplayText.line(ritual.title))
    guard let path = change.path(ofRitual: id), let written = change.text[path].map({ JSON($0) }) else {
      throw Failure("there is no ritual \"\(id)\" in \(change.path)")
    }
    try change.text.remove(at: path)
    let checked = try change.checked()
    var receipt = Receipt(
      action: "remove", isChanged: !dryRun, rituals: [id], path: change.path,
      more: [.init("config", written)])
    let difference = change.difference
    if dryRun {
      // As JSON, "config" has what is taken out.
      let lines = json ? [] : difference
      return receipt.report(
        lines + ["This would remove \(title) (\(id)) from \(change.path)."], asJSON: json)
    }
    guard try removal.mayRemove("\(title) (\(id))", from: change.path, difference, in: context) else {
      receipt.isChanged = false
      return receipt.report("Nothing was changed.", asJSON: json)
    }
    try checked.save()
    let back = sentence(for: ritual, in: before).map { ": kin add --id \(id) \($0)" } ?? "."
    let lines = [
      "Removed \(title) (\(id)) from \(change.path).",
      "Its history stays, and a ritual added with the same id goes on with it\(back)",
    ]
    // Who was asked has seen it.
    return receipt.report((json || !removal.yes ? [] : difference) + lines, asJSON: json)
  }

  /// The words for `kin add` that make a ritual of this title and time, quoted for a shell; nil where none do.
  private func sentence(for ritual: Ritual, in situation: Situation) -> String? {
    let start = ritual.starting.map { ", starting \($0)" } ?? ""
    let words = "\(ritual.title) \(ritual.whenText)\(start)"
    let household = situation.household
    guard
      let read = try? RitualSentence(
        parsing: words, people: household.people, me: household.me, today: situation.today),
      read.title == ritual.title, read.form == ritual.when, read.starting == ritual.starting,
      read.newPeople.isEmpty
    else { return nil }
    return words.quotedForShell
  }
}
