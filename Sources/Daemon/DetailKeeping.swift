import CivilTime
import History
import Rituals

/// All that the daemon knows of the notebook: what is to be asked about. What people wrote in their check-ins stays in the
/// file.
protocol DetailKeeping {
  /// The details there are; none where there is no notebook.
  func details() throws(NotebookFault) -> [Detail]
  /// Notes that one was brought back with an occurrence.
  func broughtBack(_ detail: Int, with occurrence: OccurrenceID, at now: Instant) throws(NotebookFault)
}

/// The notebook of a state folder, open only while it is read or written.
struct NotebookFolder: DetailKeeping {
  let folder: String

  func details() throws(NotebookFault) -> [Detail] {
    try NotebookStore(reading: folder)?.read([.details]).details ?? []
  }

  func broughtBack(_ detail: Int, with occurrence: OccurrenceID, at now: Instant) throws(NotebookFault) {
    try NotebookStore(reading: folder)?.append([.broughtBack(detail: detail, occurrence)], at: now)
  }
}
