import CLinux
import Glibc

/// Which files may be read.
public enum Trust: Sendable {
  /// Any file.
  case anyone
  /// Only a file that nobody but this user and root can write or replace: it belongs to one of them, and so does each
  /// folder on the way to it.
  case ownerOnly
}

/// Who else may write to a file or a folder.
public enum OtherWriters: Hashable, Sendable {
  case everybody
  /// The members of a group, besides this user and root.
  case group(String, members: [String])
  /// Those whom its access control list names.
  case named([String])
}

/// The accounts of this machine, as far as trust depends on them.
struct Accounts {
  /// This user.
  var user = geteuid()
  /// The names of those in a group who are neither this user nor root.
  var others: (_ in: gid_t) -> [String] = { Accounts.others(in: $0, besides: geteuid()) }

  /// Whether a file's owner is this user or root.
  func mayOwn(_ owner: uid_t) -> Bool { owner == user || owner == 0 || Accounts.isUnmapped(owner) }

  /// Those who are in a group by its list, and those whose own group it is. A private group of the user has no others.
  static func others(in group: gid_t, besides user: uid_t) -> [String] {
    var names: Set<String> = []
    if let list = getgrgid(group)?.pointee.gr_mem {
      var index = 0
      while let name = list[index] {
        names.insert(String(cString: name))
        index += 1
      }
    }
    // A name without an account can't do anything.
    var others = names.filter { name in
      getpwnam(name).map { $0.pointee.pw_uid != user && $0.pointee.pw_uid != 0 } ?? false
    }
    setpwent()
    defer { endpwent() }
    while let account = getpwent()?.pointee {
      guard account.pw_gid == group, account.pw_uid != user, account.pw_uid != 0 else { continue }
      others.insert(String(cString: account.pw_name))
    }
    return others.sorted()
  }

  static func groupName(_ group: gid_t) -> String {
    getgrgid(group).map { String(cString: $0.pointee.gr_name) } ?? "\(group)"
  }

  static func userName(_ user: uid_t) -> String {
    getpwuid(user).map { String(cString: $0.pointee.pw_name) } ?? "\(user)"
  }

  /// In a user namespace (user_namespaces(7)), the owner of what belongs to nobody in it: root of the machine as a rule.
  private static func isUnmapped(_ owner: uid_t) -> Bool {
    func text(_ path: String) -> [Substring] {
      String(decoding: (try? readBounded(path: path, limit: 4096)) ?? [], as: UTF8.self).split(
        whereSeparator: \.isWhitespace)
    }
    return owner == text("/proc/sys/kernel/overflowuid").first.flatMap { uid_t($0) }
      && text("/proc/self/uid_map") != ["0", "0", "4294967295"]
  }
}

extension Accounts {
  /// Refuses a file that others can write to or replace.
  func checkTrust(_ status: stat, path: String) throws(FileFault) {
    guard mayOwn(status.st_uid) else { throw .ownedByAnother(path: path, owner: status.st_uid) }
    if let others = writers(of: status, path: path) { throw .writableByOthers(path: path, others) }
    for folder in foldersOnTheWay(to: path) {
      guard let status = fileStatus(folder), status.isFolder else { continue }
      guard mayOwn(status.st_uid) else {
        throw .inFolderOfAnother(path: path, folder: folder, owner: Accounts.userName(status.st_uid))
      }
      // With the sticky bit, others can't move or remove what isn't theirs (inode(7)).
      if status.st_mode & S_ISVTX == 0, let others = writers(of: status, path: folder) {
        throw .inFolderOfOthers(path: path, folder: folder, others)
      }
    }
  }

  /// Who may write there besides its owner and root; nil if nobody.
  private func writers(of status: stat, path: String) -> OtherWriters? {
    if status.st_mode & S_IWOTH != 0 { return .everybody }
    guard status.st_mode & S_IWGRP != 0 else { return nil }
    // With an access control list, the group's bits are the most that anybody it names may do (acl(5)).
    guard let list = AccessControlList(path: path) else { return writers(in: status.st_gid) }
    let users = list.users.filter { $0 != user && $0 != 0 }
    if !users.isEmpty { return .named(users.map(Accounts.userName)) }
    for group in (list.owningGroupMayWrite ? [status.st_gid] : []) + list.groups {
      if let others = writers(in: group) { return others }
    }
    return nil
  }

  private func writers(in group: gid_t) -> OtherWriters? {
    let members = others(group)
    return members.isEmpty ? nil : .group(Accounts.groupName(group), members: members)
  }

  /// Every folder in which an entry is looked up on the way to a file, those of links included.
  private func foldersOnTheWay(to path: String) -> [String] {
    var pending = Array(absolutePath(path).split(separator: "/").map(String.init).reversed())
    var (folder, folders, linksLeft) = ("", ["/"], 40)
    while let part = pending.popLast() {
      if part == "." { continue }
      if part == ".." {
        folder = folder.isEmpty ? "" : folderPath(of: folder)
        if folder == "/" { folder = "" }
        continue
      }
      if let text = linkText(of: "\(folder)/\(part)"), linksLeft > 0 {
        linksLeft -= 1
        if text.hasPrefix("/") { folder = "" }
        pending += text.split(separator: "/").map(String.init).reversed()
      } else {
        folder += "/" + part
        if !folders.contains(folder) { folders.append(folder) }
      }
    }
    return folders
  }
}

/// Who may write by a POSIX access control list (acl(5)).
struct AccessControlList {
  private(set) var users: [uid_t] = []
  private(set) var groups: [gid_t] = []
  private(set) var owningGroupMayWrite = false

  /// The longest one that the kernel has, in bytes (`XATTR_SIZE_MAX`).
  private static let longest = 65_536

  /// Nil for a file without one, or on a file system without them.
  init?(path: String) {
    var bytes = [UInt8](repeating: 0, count: Self.longest)
    let count = linux_access_list(path, &bytes, bytes.count)
    // A header with the version, then entries of tag, permissions and id, all in little-endian order
    // (linux/posix_acl_xattr.h).
    guard count >= 4, bytes[0] == 2 else { return nil }
    func number(_ at: Int, _ size: Int) -> UInt32 {
      (0..<size).reversed().reduce(0) { $0 << 8 | UInt32(bytes[at + $1]) }
    }
    var mask: UInt32 = 7
    var entries: [(tag: UInt32, permissions: UInt32, id: UInt32)] = []
    for at in stride(from: 4, through: count - 8, by: 8) {
      entries.append((number(at, 2), number(at + 2, 2), number(at + 4, 4)))
    }
    for entry in entries where entry.tag == 0x10 { mask = entry.permissions }
    for entry in entries where entry.permissions & mask & 2 != 0 {
      switch entry.tag {
      case 0x02: users.append(entry.id)
      case 0x04: owningGroupMayWrite = true
      case 0x08: groups.append(entry.id)
      default: break
      }
    }
  }
}
