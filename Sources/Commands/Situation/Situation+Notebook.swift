import CivilTime
import Files
import History
import Rituals
import Wording

extension Situation {
  /// What the notebook says in some of its parts; nothing if there is none yet.
  func notebook(_ parts: Set<NotebookStore.Part>) throws -> Notebook {
    try NotebookStore(reading: places.state)?.read(parts) ?? Notebook()
  }

  /// The details there are, for a view that has other things to show: if the notebook can't be read, it only warns.
  func detailsIfReadable() -> [Detail] {
    do {
      return try notebook([.details]).details
    } catch {
      context.warn("\(error)")
      return []
    }
  }

  /// The notebook to write into, in a folder that only its user can look into.
  func openNotebook() throws -> NotebookStore {
    try PrivateFolder.make(places.state, home: context.paths.home)
    return try NotebookStore(folder: places.state)
  }

  /// The names of people, for a sentence.
  func names(_ people: [String]) -> String { DisplayText.list(people.map(name)) }

  /// The day on which something was written, for the end of a line.
  func day(_ instant: Instant) -> String { day(zone.local(at: instant).date) }
  func day(_ date: CivilDate) -> String { DisplayText.day(date, seenFrom: today) }

  /// What was written in several words of the command line, as one line.
  static func sentence(_ words: [String]) -> String {
    DisplayText.line(words.joined(separator: " ")).split(separator: " ").joined(separator: " ")
  }
}
