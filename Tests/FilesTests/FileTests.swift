import Glibc
import TestSupport
import Testing

@testable import Files

@Suite struct ReadBoundedTests {
  private let folder = TemporaryFolder()

  @Test(arguments: [0, 1, 4095, 4096, 100_000])
  func theBytesAreRead(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
    let path = folder.write(bytes, to: "file")
    #expect(try readBounded(path: path, limit: 100_000, trust: .ownerOnly) == bytes)
  }

  @Test func theStartIsReadWithoutTheRest() {
    let path = folder.write("#!/bin/sh\n", to: "script")
    #expect(readStart(of: path, bytes: 2) == Array("#!".utf8))
    #expect(readStart(of: path, bytes: 100) == Array("#!/bin/sh\n".utf8))
    #expect(readStart(of: folder.path, bytes: 2) == nil)
  }

  @Test func aLinkIsFollowed() throws {
    folder.write("there", to: "file")
    #expect(symlink("file", folder("link")) == 0)
    #expect(try readBounded(path: folder("link"), limit: 10) == Array("there".utf8))
  }

  @Test func aFileThatClaimsToBeEmptyIsReadToItsEnd() throws {
    #expect(try readBounded(path: "/proc/self/status", limit: 100_000).starts(with: "Name:".utf8))
  }

  @Test func tooMuchIsRefusedWithItsSize() {
    let path = folder.write("123456", to: "file")
    #expect(throws: FileFault.tooLarge(path: path, size: 6, limit: 5)) {
      try readBounded(path: path, limit: 5)
    }
    #expect(throws: FileFault.tooLarge(path: "/proc/self/maps", size: nil, limit: 10)) {
      try readBounded(path: "/proc/self/maps", limit: 10)
    }
  }

  @Test func onlyAFileIsReadAndNothingIsWaitedFor() {
    #expect(mkfifo(folder("fifo"), 0o600) == 0)
    #expect(throws: FileFault.notARegularFile(path: folder("fifo"), kind: .fifo)) {
      try readBounded(path: folder("fifo"), limit: 10)
    }
    #expect(throws: FileFault.notARegularFile(path: folder.path, kind: .folder)) {
      try readBounded(path: folder.path, limit: 10)
    }
    #expect(throws: FileFault.notARegularFile(path: "/dev/zero", kind: .device)) {
      try readBounded(path: "/dev/zero", limit: 10)
    }
    #expect(throws: FileFault.notFound(path: folder("none"))) {
      try readBounded(path: folder("none"), limit: 10)
    }
  }
}

@Suite struct WriteAtomicallyTests {
  private let folder = TemporaryFolder()

  private func mode(_ path: String) -> mode_t {
    var status = stat()
    stat(path, &status)
    return status.st_mode & 0o7777
  }

  @Test func aFileIsMadeAndReplaced() throws {
    let path = folder("file")
    try writeAtomically(path: path, bytes: Array("one".utf8))
    #expect(try readBounded(path: path, limit: 10) == Array("one".utf8))
    #expect(mode(path) == 0o600)
    try writeAtomically(path: path, bytes: [], mode: 0o644)
    #expect(try readBounded(path: path, limit: 10).isEmpty)
    #expect(mode(path) == 0o644)
  }

  @Test func aLinkStaysAndItsTargetIsWritten() throws {
    folder.makeFolder("dotfiles")
    #expect(symlink("dotfiles/file", folder("link")) == 0)
    try writeAtomically(path: folder("link"), bytes: Array("new".utf8))
    #expect(linkText(of: folder("link")) == "dotfiles/file")
    #expect(try readBounded(path: folder("dotfiles/file"), limit: 10) == Array("new".utf8))
  }

  @Test func aFailureLeavesTheOldFileAndNothingElse() throws {
    let path = folder("file")
    folder.makeFolder("file")
    folder.write("x", to: "file/inside")
    #expect(throws: FileFault.failed(action: .rename, path: path, errno: EISDIR)) {
      try writeAtomically(path: path, bytes: [1])
    }
    #expect(throws: FileFault.failed(action: .write, path: folder("none/file"), errno: ENOENT)) {
      try writeAtomically(path: folder("none/file"), bytes: [1])
    }
    var names: [String] = []
    let stream = try #require(opendir(folder.path))
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    #expect(names.sorted() == [".", "..", "file"])
  }
}

@Suite struct ReplaceFileTests {
  private let folder = TemporaryFolder()

  private func status(_ path: String) -> stat {
    var status = stat()
    lstat(path, &status)
    return status
  }

  private func text(_ path: String) throws -> String {
    String(decoding: try readBounded(path: path, limit: 100), as: UTF8.self)
  }

  private func replace(_ path: String, _ old: String?, _ new: String) throws {
    try replaceFile(path: path, read: old.map { Array($0.utf8) }, with: Array(new.utf8))
  }

  @Test func theModeStays() throws {
    let path = folder.write("old", to: "file", mode: 0o640)
    try replace(path, "old", "new")
    #expect(try text(path) == "new")
    #expect(status(path).st_mode & 0o7777 == 0o640)
  }

  @Test(.enabled(if: geteuid() == 0, "only root can give a file to another user"))
  func theOwnerStays() throws {
    let path = folder.write("old", to: "file", mode: 0o640)
    #expect(chown(path, 12345, 12346) == 0)
    try replace(path, "old", "new")
    #expect(try text(path) == "new")
    #expect(status(path).st_mode & 0o7777 == 0o640)
    #expect(status(path).st_uid == 12345 && status(path).st_gid == 12346)
  }

  @Test func aLinkToALinkStaysAndTheFileBehindItIsReplaced() throws {
    folder.makeFolder("dotfiles")
    folder.makeFolder("config")
    folder.write("old", to: "dotfiles/real", mode: 0o644)
    #expect(symlink("real", folder("dotfiles/file")) == 0)
    #expect(symlink("../dotfiles/file", folder("config/link")) == 0)
    try replace(folder("config/link"), "old", "new")
    #expect(linkText(of: folder("config/link")) == "../dotfiles/file")
    #expect(linkText(of: folder("dotfiles/file")) == "real")
    #expect(try text(folder("dotfiles/real")) == "new")
    #expect(status(folder("dotfiles/real")).st_mode & 0o7777 == 0o644)
  }

  @Test func aLinkThatPointsNowhereYetGetsItsFile() throws {
    #expect(symlink("later", folder("link")) == 0)
    try replace(folder("link"), nil, "new")
    #expect(linkText(of: folder("link")) == "later")
    #expect(try text(folder("later")) == "new")
    #expect(status(folder("later")).st_mode & 0o7777 == 0o600)
  }

  @Test func whatAnotherHandHasChangedIsLeftAlone() throws {
    let path = folder.write("theirs", to: "file")
    let changed = FileFault.changedMeanwhile(path: path)
    #expect(throws: changed) { try replace(path, "old", "new") }
    #expect(throws: changed) { try replace(path, nil, "new") }
    #expect(throws: changed) { try replace(path, "their", "new") }
    #expect(try text(path) == "theirs")
    unlink(path)
    #expect(throws: changed) { try replace(path, "theirs", "new") }
    #expect(access(path, F_OK) != 0)
  }

  @Test func ofTwoWhoReadTheSameOnlyOneWrites() throws {
    let path = folder.write("old", to: "file")
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    defer { close(descriptor) }
    #expect(flock(descriptor, LOCK_EX) == 0)
    #expect(throws: FileFault.changedMeanwhile(path: path)) { try replace(path, "old", "new") }
    flock(descriptor, LOCK_UN)
    try replace(path, "old", "one")
    #expect(throws: FileFault.changedMeanwhile(path: path)) { try replace(path, "old", "two") }
    #expect(try text(path) == "one")
  }

  /// Root may write to any folder that isn't on a read-only file system; for anybody else a mode is enough.
  @Test func aFolderThatCannotBeWrittenLeavesTheOldFile() throws {
    if geteuid() == 0 {
      try expectOldFileStays(onDisk: "mount -o remount,ro $1") { .notWritable(path: $0, .readOnlyDisk) }
    } else {
      let path = folder.write("old", to: "file")
      chmod(folder.path, 0o500)
      defer { chmod(folder.path, 0o700) }
      #expect(throws: FileFault.failed(action: .write, path: path, errno: EACCES)) {
        try replace(path, "old", "new")
      }
      #expect(try text(path) == "old")
    }
  }

  @Test(.enabled(if: canMount, "mounts need root"))
  func aFullDiskLeavesTheOldFile() throws {
    try expectOldFileStays(onDisk: "head -c 70000 /dev/zero > $1/filler; true") {
      .failed(action: .write, path: $0, errno: ENOSPC)
    }
  }

  /// Replaces a file on a small disk of its own, once a shell script has spoiled it.
  private func expectOldFileStays(onDisk script: String, fault: (String) -> FileFault) throws {
    let mount = folder.makeFolder("mount")
    let mounted = try Command(
      ["sh", "-c", "mount -t tmpfs -o size=64k kinkeeper $1 && printf old > $1/file", "sh", mount]
    ).run()
    try #require(mounted.status == 0, "\(mounted.error)")
    defer { umount(mount) }
    #expect(try Command(["sh", "-c", script, "sh", mount]).run().status == 0)
    let path = mount + "/file"
    #expect(throws: fault(path)) {
      try replace(path, "old", String(repeating: "n", count: 10_000))
    }
    #expect(try text(path) == "old")
    let left = try Command(["ls", "-A", mount]).run().output
    #expect(Set(left.split(separator: "\n")).isSubset(of: ["file", "filler"]), "\(left)")
  }
}

@Suite struct PrivateFolderTests {
  private let home = TemporaryFolder()

  private func mode(_ path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o7777 : nil
  }

  @Test func theFolderAndThoseAboveItAreMadePrivate() throws {
    let path = home(".local/state/kinkeeper")
    try PrivateFolder.make(path, home: home.path)
    #expect(mode(path) == 0o700)
    #expect(mode(home(".local")) == 0o700)
    chmod(path, 0o755)
    try PrivateFolder.make(path, home: home.path)
    #expect(mode(path) == 0o700)
  }

  @Test func nothingIsMadeUnderAMissingHome() {
    let missing = home("sam")
    let path = missing + "/.local/state/kinkeeper"
    #expect(throws: FileFault.noFolderAbove(path: path, missing: missing)) {
      try PrivateFolder.make(path, home: missing)
    }
    #expect(mode(missing) == nil)
  }

  @Test func outsideOfHomeOnlyTheLastPartIsMade() throws {
    let sam = home.makeFolder("sam")
    let path = home("mount/state")
    #expect(throws: FileFault.noFolderAbove(path: path, missing: home("mount"))) {
      try PrivateFolder.make(path, home: sam)
    }
    home.makeFolder("mount")
    try PrivateFolder.make(path, home: sam)
    #expect(mode(path) == 0o700)
  }

  @Test func aLinkAndAFileAreRefused() {
    home.makeFolder("real")
    #expect(symlink("real", home("link")) == 0)
    #expect(throws: FileFault.isALink(path: home("link"))) {
      try PrivateFolder.make(home("link"), home: home.path)
    }
    home.write("x", to: "file")
    #expect(throws: FileFault.failed(action: .open, path: home("file"), errno: ENOTDIR)) {
      try PrivateFolder.make(home("file"), home: home.path)
    }
  }

  @Test(.enabled(if: geteuid() == 0, "only root can give a folder to another user"))
  func anothersFolderIsRefused() {
    #expect(chown(home.makeFolder("theirs"), 12345, 12345) == 0)
    #expect(throws: FileFault.ownedByAnother(path: home("theirs"), owner: 12345)) {
      try PrivateFolder.make(home("theirs"), home: home.path)
    }
  }
}

@Suite struct FolderLockTests {
  private let folder = TemporaryFolder()

  private func acquire() throws -> FolderLock? {
    guard case .acquired(let lock) = try FolderLock.acquire(folder: folder.path, since: 1_796_000_000) else {
      return nil
    }
    return lock
  }

  @Test func theSecondLearnsWhoHoldsIt() throws {
    let lock = try #require(try acquire())
    #expect(lock.stands)
    guard case .held(let holder) = try FolderLock.acquire(folder: folder.path, since: 0) else {
      Issue.record("two hold the lock")
      return
    }
    let name = String(decoding: try readBounded(path: "/proc/self/comm", limit: 64).dropLast(), as: UTF8.self)
    #expect(holder == FolderLock.Holder(process: getpid(), program: name, since: 1_796_000_000))
    withExtendedLifetime(lock) {}
  }

  @Test func itIsFreeAgainWhenItsHolderLetsGo() throws {
    do { _ = try #require(try acquire()) }
    #expect(try acquire() != nil)
  }

  @Test func aHolderThatHasNotWrittenYetHasNoName() throws {
    let lock = try #require(try acquire())
    truncate(folder("lock"), 0)
    guard case .held(nil) = try FolderLock.acquire(folder: folder.path, since: 0) else {
      Issue.record("not held by somebody nameless")
      return
    }
    withExtendedLifetime(lock) {}
  }

  @Test func aRemovedLockFileIsNoticed() throws {
    let lock = try #require(try acquire())
    unlink(folder("lock"))
    #expect(!lock.stands)
  }

  @Test func aLinkIsNotFollowed() {
    #expect(symlink("elsewhere", folder("lock")) == 0)
    #expect(throws: FileFault.isALink(path: folder("lock"))) {
      try FolderLock.acquire(folder: folder.path, since: 0)
    }
  }
}

@Suite struct StandardPathsTests {
  private func paths(_ variables: [String: String], runtimeRoot: String = "/nowhere") -> StandardPaths {
    StandardPaths(variable: { variables[$0] }, runtimeRoot: runtimeRoot)
  }

  @Test func variablesRuleAndHomeStandsIn() {
    let all = paths([
      "HOME": "/home/sam/", "XDG_CONFIG_HOME": "/c", "XDG_STATE_HOME": "/s/", "XDG_RUNTIME_DIR": "/r",
    ])
    #expect(all.home == "/home/sam")
    #expect(all.configuration == "/c" && all.state == "/s" && all.runtime == "/r")
    let few = paths(["HOME": "/home/sam"])
    #expect(few.configuration == "/home/sam/.config" && few.state == "/home/sam/.local/state")
    #expect(few.runtime == nil)
  }

  @Test func relativeAndEmptyOnesAreIgnored() {
    let paths = paths(["HOME": "/h", "XDG_CONFIG_HOME": "c", "XDG_STATE_HOME": "", "XDG_RUNTIME_DIR": "./r"])
    #expect(paths.configuration == "/h/.config" && paths.state == "/h/.local/state" && paths.runtime == nil)
  }

  @Test func withoutAHomeTheAccountsIsTaken() throws {
    let entry = try #require(getpwuid(getuid()))
    #expect(paths([:]).home == String(cString: entry.pointee.pw_dir))
  }

  @Test func theUsualRuntimeFolderIsTakenWhereItIsOurs() {
    let root = TemporaryFolder()
    root.makeFolder("\(getuid())")
    #expect(paths([:], runtimeRoot: root.path).runtime == root("\(getuid())"))
  }
}
