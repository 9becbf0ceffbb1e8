import Glibc

/// Why a file can't be written, as far as the system says.
public enum NotWritable: Hashable, Sendable {
  /// A link into the store of Nix, which Home Manager makes.
  case store(String)
  case readOnlyDisk
  /// The file belongs to this user, but its mode forbids it.
  case mode(mode_t)
  case owner(String)
  /// `chattr +i`.
  case immutable
  /// There is no file yet, and its folder is closed.
  case folder(String, errno: Int32)
  case other(errno: Int32)

  /// What access(2) refused at a file's target.
  init(_ path: String, _ target: String, _ status: stat, _ code: Int32) {
    let real = realpath(target, nil)
    defer { free(real) }
    let place = real.map { String(cString: $0) } ?? target
    if place.hasPrefix("/nix/store/") || place.hasPrefix("/gnu/store/") {
      self = .store(place)
    } else if code == EROFS {
      self = .readOnlyDisk
    } else if code == EPERM {
      self = .immutable
    } else if code == EACCES {
      self = status.st_uid == geteuid() ? .mode(status.permissions) : .owner(Accounts.userName(status.st_uid))
    } else {
      self = .other(errno: code)
    }
  }

  /// What is wrong and what to do, for the file that the user named.
  func words(_ path: String) -> String {
    switch self {
    case .store(let place):
      """
      it is in a read-only store (\(place)); change it in the configuration that makes it (as with Home Manager's \
      xdg.configFile), or make it a file of your own: cp --remove-destination \(place) \(path) && chmod u+w \(path)
      """
    case .readOnlyDisk:
      "it is on a read-only file system; mount that for writing, or name another file with --config"
    case .mode(let mode): "its mode \(String(mode, radix: 8)) forbids it; run chmod u+w \(path)"
    case .owner(let name):
      "it belongs to \(name), who doesn't let you; ask for chown, or name another file with --config"
    case .immutable: "it is marked immutable; run sudo chattr -i \(path)"
    case .folder(let folder, let code):
      "its folder \(folder) lets you make no file in it (\(String(cString: strerror(code)))); name another with --config"
    case .other(let code): String(cString: strerror(code))
    }
  }
}
