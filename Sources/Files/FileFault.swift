import Glibc

/// Why a file or folder can't be used.
public enum FileFault: Error, Hashable, Sendable {
  case notFound(path: String)
  /// A system call failed during `action`.
  case failed(action: Action, path: String, errno: Int32)
  /// A folder, a FIFO, a device or a socket where a file should be.
  case notARegularFile(path: String, kind: Kind)
  /// `size` is nil if the file grew past the limit during the read.
  case tooLarge(path: String, size: Int64?, limit: Int)
  /// The owner of such a file could run commands as this user, since the config has hooks.
  case ownedByAnother(path: String, owner: uid_t)
  case writableByOthers(path: String, OtherWriters)
  /// A folder on the way to it, in which they could replace it.
  case inFolderOfOthers(path: String, folder: String, OtherWriters)
  case inFolderOfAnother(path: String, folder: String, owner: String)
  /// The folder for a private folder doesn't exist; it may be a home that isn't mounted yet.
  case noFolderAbove(path: String, missing: String)
  /// A link where a private folder should be.
  case isALink(path: String)
  /// It can't be written, nor replaced.
  case notWritable(path: String, NotWritable)
  /// Somebody has changed the file since it was read, and writing would lose that change.
  case changedMeanwhile(path: String)
  /// The new file would belong to somebody else.
  case cannotKeepOwner(path: String, owner: uid_t)

  /// What failed, as in "cannot open …".
  public enum Action: String, Sendable {
    case open, read, write, rename, remove, lock, watch
    case make = "make the folder"
    case examine
  }

  /// What is there instead of a regular file.
  public enum Kind: String, Sendable {
    case folder = "a folder"
    case fifo = "a FIFO"
    case device = "a device"
    case socket = "a socket"
    case other = "not a regular file"

    init(mode: mode_t) {
      switch mode & S_IFMT {
      case S_IFDIR: self = .folder
      case S_IFIFO: self = .fifo
      case S_IFCHR, S_IFBLK: self = .device
      case S_IFSOCK: self = .socket
      default: self = .other
      }
    }
  }
}

extension FileFault: CustomStringConvertible {
  /// What could not be done and what to do, in lower case.
  public var description: String {
    switch self {
    case .notFound(let path): "there is no file \(path)"
    case .failed(let action, let path, let code):
      "cannot \(action.rawValue) \(path): \(String(cString: strerror(code)))"
    case .notARegularFile(let path, let kind): "cannot read \(path): it is \(kind.rawValue)"
    case .tooLarge(let path, let size, let limit):
      "cannot read \(path): it has \(size.map { "\($0) bytes, " } ?? "")more than the \(limit) bytes allowed"
    case .ownedByAnother(let path, let owner):
      "will not use \(path): it belongs to user \(owner); take it over with chown"
    case .writableByOthers(let path, let others):
      "will not use \(path): \(others.mayWrite) to it; run \(others.remedy) \(path)"
    case .inFolderOfOthers(let path, let folder, let others):
      "will not use \(path): \(others.mayWrite) to the folder \(folder) and replace it; run \(others.remedy) \(folder)"
    case .inFolderOfAnother(let path, let folder, let owner):
      "will not use \(path): \(owner) owns the folder \(folder) and could replace it; keep it in a folder of your own"
    case .noFolderAbove(let path, let missing): "cannot make the folder \(path): there is no \(missing)"
    case .isALink(let path): "will not use \(path): it is a link; put the folder itself there"
    case .notWritable(let path, let why): "cannot write \(path): \(why.words(path))"
    case .changedMeanwhile(let path):
      "did not write \(path): it was changed by another hand meanwhile; nothing is lost, so try again"
    case .cannotKeepOwner(let path, let owner):
      "cannot write \(path): it belongs to user \(owner), who would lose it"
    }
  }
}

extension OtherWriters {
  /// `ana and jo, who are in the group family, may write`.
  fileprivate var mayWrite: String {
    switch self {
    case .everybody: "others may write"
    case .group(let name, let members):
      "\(OtherWriters.list(members)), \(members.count == 1 ? "who is" : "who are") in the group \(name), may write"
    case .named(let names): "\(OtherWriters.list(names)) may write"
    }
  }

  private static func list(_ names: [String]) -> String {
    guard names.count > 1, let last = names.last else { return names.first ?? "somebody" }
    // A large group says no more by all its names.
    if names.count > 4 { return names.prefix(3).joined(separator: ", ") + " and \(names.count - 3) more" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }

  /// The command that takes the right away, without the path.
  fileprivate var remedy: String {
    switch self {
    case .everybody: "chmod go-w"
    case .group: "chmod g-w"
    case .named: "setfacl -b"
    }
  }
}
