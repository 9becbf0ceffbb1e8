import Files
import Glibc

/// The config in the user's editor: on a copy, which replaces the config once it is good. Nothing that was typed is lost:
/// a copy that isn't used stays, and is reported.
struct EditingSession {
  let places: Places
  let context: Context

  private var path: String { places.config }

  /// Opens the config at a ritual, or at its first error.
  func run(ritual: String? = nil) throws -> Report {
    guard let editor = TextEditor(context.environment) else {
      throw Failure("there is no editor; name one in EDITOR")
    }
    // Before the editor opens, so that nobody writes what can't be saved.
    try checkWritable(path)
    places.mendInterruptedWrite(in: context)
    let config = try ConfigFile.read(path, in: context)
    let copy = try makeCopy(of: config.bytes)
    let kept = "what you wrote is kept in \(copy)"
    var line = ritual.flatMap { config.lines(ofRitual: $0).values.min() } ?? config.firstError
    while true {
      let status = editor.open(copy, line: line)
      let bytes = try readCopy(copy)
      let isChanged = bytes != config.bytes
      if !isChanged { unlink(copy) }
      guard status == 0 else {
        let rest = isChanged ? ", so nothing was saved; \(kept)" : ""
        throw Failure("the editor \"\(editor.command)\" ended with status \(status)\(rest)")
      }
      guard isChanged else { return Report("Nothing was changed.") }
      let edited = ConfigFile(path: path, bytes: bytes, in: context)
      let findings = try edited.findings(of: places)
      if !findings.isEmpty {
        context.writeError(edited.text(of: findings, for: context.errorTerminal) + "\n")
      }
      if let count = edited.reading.household?.rituals.count {
        do throws(FileFault) {
          try replaceFile(
            path: path, read: config.bytes, with: bytes, inPlace: places.inPlace(context))
        } catch {
          throw Failure("\(error); \(kept)")
        }
        unlink(copy)
        return Report("Saved: \(path) is good, with \(count) ritual\(count == 1 ? "" : "s").")
      }
      line = edited.firstError
      guard context.conversation().confirm("Edit again?") == true else {
        return Report(messages: ["nothing was saved; \(kept)"], status: EX_CONFIG)
      }
    }
  }

  /// Beside the config, so that an editor finds the schema, and it is still there tomorrow; in the state folder if nobody
  /// may write beside it.
  private func makeCopy(of bytes: [UInt8]) throws -> String {
    let stem = path.hasSuffix(".json") ? String(path.dropLast(5)) : path
    var descriptor: Int32 = -1
    func make(_ stem: String) -> String? {
      uniquePath("\(stem).edit-XXXXXX.json") { name in
        descriptor = mkstemps(&name, 5)
        return descriptor >= 0
      }
    }
    var made = make(stem)
    if made == nil, errno == EACCES || errno == EROFS || errno == EPERM {
      try PrivateFolder.make(places.state, home: context.paths.home)
      made = make(places.state + "/config")
    }
    guard let copy = made else {
      throw Failure("cannot make a copy of \(path) to edit: \(String(cString: strerror(errno)))")
    }
    close(descriptor)
    do {
      try writeAtomically(path: copy, bytes: bytes)
    } catch {
      unlink(copy)
      throw error
    }
    return copy
  }

  private func readCopy(_ copy: String) throws -> [UInt8] {
    do {
      return try readBounded(path: copy, limit: ConfigFile.sizeLimit(context.environment))
    } catch {
      throw Failure("\(error); nothing was saved")
    }
  }
}

extension ConfigFile {
  fileprivate var firstError: Int? { reading.diagnostics.first { $0.severity == .error }?.line }
}
