import Foundation
import Glibc
import TestSupport
import Testing

@testable import Files

private let isRoot = geteuid() == 0

/// Whether a config, which can have commands run, is as safe as it should be.
@Suite struct TrustTests {
  private let folder = TemporaryFolder()
  /// Group 7000 is the user's alone, and ana is in group 7001.
  private let accounts = Accounts(others: { $0 == 7001 ? ["ana"] : [] })

  private func fault(_ path: String) -> FileFault? {
    do throws(FileFault) {
      _ = try readBounded(path: path, limit: 100, trust: .ownerOnly, accounts: accounts)
      return nil
    } catch { return error }
  }

  private func give(_ path: String, to group: gid_t, mode: mode_t) {
    #expect(chown(path, geteuid(), group) == 0 && chmod(path, mode) == 0)
  }

  @Test(arguments: [0o602, 0o666, 0o622] as [mode_t])
  func `what everybody can write is refused`(mode: mode_t) throws {
    let path = folder.write("x", to: "file", mode: mode)
    #expect(fault(path) == .writableByOthers(path: path, .everybody))
    #expect(try readBounded(path: path, limit: 10) == Array("x".utf8))
  }

  @Test(.enabled(if: isRoot, "only root can give a file to any group"))
  func `what a group can write is refused exactly where somebody else is in it`() {
    let path = folder.write("x", to: "file")
    give(path, to: 7000, mode: 0o660)
    #expect(fault(path) == nil)
    give(path, to: 7001, mode: 0o640)
    #expect(fault(path) == nil, "to read it isn't to write it")
    give(path, to: 7001, mode: 0o660)
    #expect(fault(path) == .writableByOthers(path: path, .group("7001", members: ["ana"])))
    #expect(
      fault(path)?.description
        == "will not use \(path): ana, who is in the group 7001, may write to it; run chmod g-w \(path)")
    // Following the advice.
    #expect(chmod(path, 0o640) == 0 && fault(path) == nil)
  }

  @Test(.enabled(if: isRoot, "only root can give a file to another user"))
  func `what belongs to another is refused, and so is its folder`() {
    let path = folder.write("x", to: "file")
    #expect(chown(path, 12345, 12345) == 0)
    #expect(fault(path) == .ownedByAnother(path: path, owner: 12345))
    folder.makeFolder("theirs")
    let inside = folder.write("x", to: "theirs/file")
    #expect(chown(folder("theirs"), 12345, 12345) == 0)
    #expect(fault(inside) == .inFolderOfAnother(path: inside, folder: folder("theirs"), owner: "12345"))
  }

  @Test(.enabled(if: isRoot, "only root can give a folder to any group"))
  func `a folder in which others could replace it is refused, wherever it is on the way`() {
    folder.makeFolder("a")
    folder.makeFolder("a/b")
    let path = folder.write("x", to: "a/b/file")
    #expect(fault(path) == nil)
    for open in [folder("a/b"), folder("a")] {
      #expect(chmod(open, 0o777) == 0)
      #expect(fault(path) == .inFolderOfOthers(path: path, folder: open, .everybody))
      #expect(chmod(open, 0o1777) == 0)
      #expect(fault(path) == nil, "the sticky bit keeps what isn't theirs")
      give(open, to: 7001, mode: 0o770)
      #expect(fault(path) == .inFolderOfOthers(path: path, folder: open, .group("7001", members: ["ana"])))
      give(open, to: 7000, mode: 0o770)
      #expect(fault(path) == nil)
    }
  }

  @Test func `the folders of links count, and those behind them`() {
    for name in ["links", "real"] { folder.makeFolder(name) }
    let path = folder("links/config")
    folder.write("x", to: "real/file")
    #expect(symlink("../real/file", path) == 0 && symlink("links", folder("way")) == 0)
    #expect(fault(folder("way/config")) == nil)
    for open in ["links", "real"] {
      #expect(chmod(folder(open), 0o777) == 0)
      #expect(
        fault(folder("way/config"))
          == .inFolderOfOthers(path: folder("way/config"), folder: folder(open), .everybody))
      #expect(chmod(folder(open), 0o700) == 0)
    }
  }

  @Test func `an access control list counts, whatever the group is`() throws {
    let path = folder.write("x", to: "file", mode: 0o664)
    // The entries: owner rw, a user 12345 rw, group r, mask rw, others r.
    let script = """
      import os, struct
      entries = [(1, 6, 2**32 - 1), (2, 6, 12345), (4, 4, 2**32 - 1), (16, 6, 2**32 - 1), (32, 4, 2**32 - 1)]
      value = struct.pack('<I', 2) + b''.join(struct.pack('<HHI', *entry) for entry in entries)
      os.setxattr('\(path)', 'system.posix_acl_access', value)
      """
    let set = try Command(["python3", "-c", script]).run()
    try #require(set.status == 0, "\(set.error)")
    #expect(fault(path) == .writableByOthers(path: path, .named(["12345"])))
    let removed = try Command([
      "python3", "-c", "import os; os.removexattr('\(path)', 'system.posix_acl_access')",
    ]).run()
    #expect(removed.status == 0 && fault(path) == nil)
  }

  @Test func `a long access control list is read to its end`() throws {
    // Not every file system takes one as long as this.
    let path = "/dev/shm/kinkeeper-list-\(getpid())"
    let script = """
      import os, struct
      entries = [(1, 6, 2**32 - 1)] + [(2, 6, 50000 + id) for id in range(600)]
      entries += [(4, 4, 2**32 - 1), (16, 6, 2**32 - 1), (32, 4, 2**32 - 1)]
      open('\(path)', 'w').close()
      value = struct.pack('<I', 2) + b''.join(struct.pack('<HHI', *entry) for entry in entries)
      os.setxattr('\(path)', 'system.posix_acl_access', value)
      """
    defer { unlink(path) }
    guard try Command(["python3", "-c", script]).run().status == 0 else { return }
    #expect(AccessControlList(path: path)?.users.count == 600)
  }

  /// Against the accounts of this machine, asked in another way.
  @Test func `who is in a group is what getent reports`() throws {
    let users = try Command(["getent", "passwd"]).run().output.split(separator: "\n").map {
      $0.split(separator: ":", omittingEmptySubsequences: false)
    }
    let me = users.first { $0[2] == "\(geteuid())" }.map { String($0[0]) }
    let ids = Dictionary(users.map { (String($0[0]), String($0[2])) }) { first, _ in first }
    for line in try Command(["getent", "group"]).run().output.split(separator: "\n") {
      let fields = line.split(separator: ":", omittingEmptySubsequences: false)
      let listed = fields[3].split(separator: ",").map(String.init)
      let own = users.filter { $0[3] == fields[2] }.map { String($0[0]) }
      let expected = Set(listed + own).filter { $0 != me && ids[$0] != nil && ids[$0] != "0" }
      let group = try #require(gid_t(fields[2]))
      #expect(Accounts.others(in: group, besides: geteuid()) == expected.sorted(), "\(line)")
    }
  }
}

/// The same with real accounts: /etc/passwd and /etc/group are replaced in a mount namespace of the test's own.
@Suite(.enabled(if: canMount, "mounts need root"))
struct RealAccountTests {
  private let folder = TemporaryFolder()

  /// Runs `kin config check` as sam, whose config a group may write to.
  private func check(group: Int) throws -> Command.Outcome {
    folder.write(
      "root:x:0:0::/root:/bin/sh\nsam:x:6000:6000::\(folder.path):/bin/sh\nana:x:6001:6002::/:/bin/sh\njo:x:6003:6003::/:/bin/sh\n",
      to: "passwd", mode: 0o644)
    folder.write(
      "root:x:0:\nsam:x:6000:\nanas:x:6002:\nfamily:x:6004:sam,jo\nmine:x:6005:sam,gone\n", to: "group",
      mode: 0o644)
    let config = folder.write(#"{ "rituals": [] }"#, to: "config.json", mode: 0o664)
    #expect(chown(config, 6000, gid_t(group)) == 0 && chown(folder.path, 6000, 6000) == 0)
    let script = """
      mount --bind \(folder("passwd")) /etc/passwd && mount --bind \(folder("group")) /etc/group && \
      exec setpriv --reuid=6000 --regid=6000 --clear-groups \(Project.programs)/kin config check --config \(config) \
      --state \(folder("state"))
      """
    let ran = try Command(
      ["unshare", "-m", "sh", "-c", script],
      environment: ["HOME": folder.path, "PATH": "/usr/bin:/bin:/usr/sbin:/sbin"]
    ).run()
    chown(folder.path, 0, 0)
    return ran
  }

  @Test(arguments: [6000, 6005])
  func `a group of one's own may write, as a umask of 002 leaves it`(group: Int) throws {
    let ran = try check(group: group)
    #expect((ran.status, ran.error) == (0, ""), "\(ran.output)")
  }

  @Test(arguments: [
    (6004, "jo, who is in the group family, may write"), (6002, "ana, who is in the group anas, may write"),
  ])
  func `a group with somebody else may not`(group: Int, words: String) throws {
    let ran = try check(group: group)
    #expect(ran.status == 78)
    #expect(
      ran.error
        == "kin: the daemon will not use \(folder("config.json")): \(words) to it; run chmod g-w \(folder("config.json"))\n"
    )
  }
}
