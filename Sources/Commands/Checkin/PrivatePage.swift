import Files
import Glibc

/// A text for the user's own editor, in a file that nobody else can read and that is gone afterwards.
enum PrivatePage {
  /// Hands `keep` the text as the editor left it, and the status with which it ended. Where that fails, the file stays, so
  /// that nothing is lost, and the message says where it is.
  static func edit(
    _ text: String, in situation: Situation, keep: (_ text: String, _ status: Int32) throws -> Void
  ) throws {
    guard let editor = TextEditor(situation.context.environment) else {
      throw Failure("no editor is known; set EDITOR, as in EDITOR=nano kin checkin RITUAL --editor")
    }
    // Among files that live in memory only, where there are such: nothing of it ever reaches the disk.
    let place = situation.context.paths.runtime ?? situation.places.state
    guard let own = uniquePath("\(place)/kin-checkin-XXXXXX", { mkdtemp(&$0) != nil }) else {
      throw Failure("cannot make a folder in \(place): \(String(cString: strerror(errno)))")
    }
    let path = own + "/checkin.md"
    do {
      try writeAtomically(path: path, bytes: Array(text.utf8))
    } catch {
      remove(folder: own)
      throw error
    }
    let status = editor.open(path, line: nil)
    do {
      let bytes = try readBounded(path: path, limit: 1 << 24)
      try keep(String(decoding: bytes, as: UTF8.self), status)
    } catch { throw Failure("\(error); what you wrote is still in \(path)") }
    remove(folder: own)
  }

  /// Removes the folder and what the editor may have left beside the file.
  private static func remove(folder: String) {
    for name in entryNames(in: folder) { unlink("\(folder)/\(name)") }
    rmdir(folder)
  }
}
