import Foundation
import Glibc
import TestSupport
import Testing

/// Configs that can't be replaced, as `kin` meets them: the real program, as another user, in a mount namespace of its own.
@Suite(.enabled(if: canMount, "mounts and other users need root"))
struct ClosedPlaceTests {
  private let folder = TemporaryFolder()
  private static let config = #"{ "timeZone": "Europe/Berlin", "rituals": [] }"# + "\n"

  init() {
    folder.makeFolder("home")
    folder.makeFolder("home/dots")
    folder.write(ClosedPlaceTests.config, to: "home/dots/config.json")
    for path in [folder.path, folder("home"), folder("home/dots"), folder("home/dots/config.json")] {
      give(path)
    }
  }

  private func give(_ path: String, to user: uid_t = 6000) { #expect(chown(path, user, user) == 0) }

  /// Runs kin as a plain user, after commands of root in the same namespace.
  private func kin(_ words: String, config: String, before: String = "true", limit: Int? = nil) throws
    -> Command.Outcome
  {
    // Whoever runs the tests may ignore the signal.
    let limited = limit.map { "env --default-signal=XFSZ prlimit --fsize=\($0) " } ?? ""
    // The limit is for files, and the test's outputs are files.
    let piped = limit == nil ? "" : " 2>&1 | cat"
    let script = """
      \(before) && cd / && exec \(limited)setpriv --reuid=6000 --regid=6000 --clear-groups \
      \(Project.programs)/kin \(words) --config \(config) --state \(folder("home/state"))\(piped)
      """
    return try Command(
      ["unshare", "-m", "sh", "-c", script],
      environment: ["HOME": folder("home"), "PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "TZ": "Europe/Berlin"]
    ).run()
  }

  private let add = "add 'Coffee every saturday at 10:00' --yes"

  private func text(_ name: String) throws -> String { try TextFile.read(folder(name)) }

  private var names: [String] {
    get throws {
      try FileManager.default.subpathsOfDirectory(atPath: folder("home"))
        .filter { !$0.contains("sqlite") && $0 != "state/lock" }.sorted()
    }
  }

  @Test func `a file in a folder that nobody may write to is written in place`() throws {
    let config = folder("home/dots/config.json")
    let inode = try FileManager.default.attributesOfItem(atPath: config)[.systemFileNumber] as? Int
    #expect(chmod(folder("home/dots"), 0o555) == 0)
    let ran = try kin(add, config: config)
    #expect((ran.status, ran.error) == (0, ""))
    #expect(try text("home/dots/config.json").contains("\"Coffee\""))
    #expect(try FileManager.default.attributesOfItem(atPath: config)[.systemFileNumber] as? Int == inode)
    #expect(
      try !names.contains { $0.contains("before-write") }, "the copy goes when it isn't needed any more")
  }

  @Test func `a file of its own mount is written in place, and its mount stays`() throws {
    folder.write(ClosedPlaceTests.config, to: "outside.json")
    give(folder("outside.json"))
    let config = folder("home/dots/config.json")
    let ran = try kin(add, config: config, before: "mount --bind \(folder("outside.json")) \(config)")
    #expect((ran.status, ran.error) == (0, ""))
    #expect(try text("outside.json").contains("\"Coffee\""))
    #expect(
      try text("home/dots/config.json") == ClosedPlaceTests.config, "what lies below the mount is untouched")
  }

  @Test func `somebody else's file that one may write keeps its owner`() throws {
    let config = folder("home/dots/config.json")
    give(config, to: 0)
    #expect(chown(config, 0, 6000) == 0 && chmod(config, 0o660) == 0)
    let ran = try kin(add, config: config)
    #expect((ran.status, ran.error) == (0, ""))
    #expect(try FileManager.default.attributesOfItem(atPath: config)[.ownerAccountID] as? Int == 0)
  }

  @Test(arguments: ["list", "add 'Tea every sunday at 10:00' --yes"])
  func `a write that is cut short is noticed, and the config is as it was before`(next: String) throws {
    let config = folder("home/dots/config.json")
    #expect(chmod(folder("home/dots"), 0o555) == 0)
    // The kernel ends the program in the middle of its write (setrlimit(2), RLIMIT_FSIZE).
    _ = try kin(add, config: config, limit: ClosedPlaceTests.config.utf8.count + 20)
    let half = try text("home/dots/config.json")
    try #require(half != ClosedPlaceTests.config)
    let copy = try #require(names.first { $0.hasSuffix(".before-write") })
    #expect(try text("home/\(copy)") == ClosedPlaceTests.config)

    let ran = try kin(next, config: config)
    #expect(ran.status == 0, "\(ran.error)")
    #expect(
      ran.error.hasPrefix(
        "kin: a write of \(config) was cut short, so it is again as it was before; the rest is kept in "))
    #expect(try text("home/\(copy).kept") == half)
    #expect(try !names.contains(copy))
    #expect(try text("home/dots/config.json").contains("\"Tea\"") == next.hasPrefix("add"))
    #expect(try !kin("list", config: config).error.contains("cut short"), "said once")
  }

  @Test func `a store of Home Manager is named, and following the advice makes the config one's own`() throws
  {
    let store = folder.makeFolder("store")
    #expect(chmod(store, 0o755) == 0)
    folder.write(ClosedPlaceTests.config, to: "store/abc-config.json", mode: 0o444)
    #expect(unlink(folder("home/dots/config.json")) == 0)
    #expect(symlink("/nix/store/abc-config.json", folder("home/dots/config.json")) == 0)
    let config = folder("home/dots/config.json")
    let before =
      "mount -t tmpfs none /mnt && mkdir -p /mnt/nix/store && mount --bind \(store) /mnt/nix/store && "
      + "mount -o remount,bind,ro /mnt/nix/store && mkdir -p /nix && mount --rbind /mnt/nix /nix"
    defer { rmdir("/nix") }
    let ran = try kin(add, config: config, before: before)
    #expect(ran.status == 1)
    #expect(
      ran.error.hasPrefix(
        "kin: cannot write \(config): it is in a read-only store (/nix/store/abc-config.json); "))
    let advice = try #require(ran.error.firstRange(of: "your own: ")?.upperBound)
    let command = ran.error[advice...].trimmingCharacters(in: .newlines)
    let follow = before + " && setpriv --reuid=6000 --regid=6000 --clear-groups sh -c '\(command)'"
    let again = try kin(add, config: config, before: follow)
    #expect((again.status, again.error) == (0, ""))
    #expect(try text("home/dots/config.json").contains("\"Coffee\""))
  }

  @Test(arguments: ["init", "review"])
  func `nobody is asked for what can't be saved`(command: String) throws {
    let config = folder("home/dots/config.json")
    folder.write(
      #"{ "timeZone": "Europe/Berlin", "rituals": [ { "id": "tea", "title": "Tea", "when": "every monday" } ] }"#,
      to: "home/dots/config.json")
    let ran = try kin("\(command) </dev/null", config: config, before: "chmod 444 \(config)")
    #expect((ran.status, ran.output) == (1, ""))
    #expect(ran.error.hasPrefix("kin: cannot write \(config): its mode 444 forbids it"), "\(ran)")
  }

  @Test func `no editor opens on a file that can't be saved`() throws {
    let config = folder("home/dots/config.json")
    let before = "chmod 444 \(config) && export EDITOR='echo opened >&2; false'"
    let ran = try kin("config edit", config: config, before: before)
    #expect(ran.status == 1)
    #expect(
      ran.error.hasPrefix("kin: cannot write \(config): its mode 444 forbids it; run chmod u+w"), "\(ran)")
    #expect(try names == ["dots", "dots/config.json"])
  }

  @Test(arguments: [
    ("chmod 444 $C", "its mode 444 forbids it; run chmod u+w $C", "chmod u+w $C"),
    (
      "chown root $C && chmod 644 $C",
      "it belongs to root, who doesn't let you; ask for chown, or name another file with --config",
      "chown 6000 $C"
    ),
    (
      "mount -t tmpfs none $D && printf '%s' '{\"rituals\": []}' > $C && chown 6000 $C && mount -o remount,ro $D",
      "it is on a read-only file system; mount that for writing, or name another file with --config",
      "mount -o remount,rw $D"
    ),
    (
      "rm $C && chmod 555 $D",
      "its folder $D lets you make no file in it (Permission denied); name another with --config",
      "chmod 755 $D"
    ),
  ])
  func `what can't be written is named with what to do, which then works`(
    before: String, words: String, way: String
  ) throws {
    let config = folder("home/dots/config.json")
    func filled(_ text: String) -> String {
      text.replacing("$C", with: config).replacing("$D", with: folder("home/dots"))
    }
    let ran = try kin(add, config: config, before: filled(before))
    #expect((ran.status, ran.error) == (1, "kin: cannot write \(config): \(filled(words))\n"))
    let again = try kin(
      add, config: config, before: filled(before.hasPrefix("mount") ? before + " && " + way : way))
    #expect((again.status, again.error) == (0, ""), "\(again)")
  }

  @Test func `an editor gets its copy even where nobody may write beside the config`() throws {
    let config = folder("home/dots/config.json")
    #expect(chmod(folder("home/dots"), 0o555) == 0)
    folder.write("#!/bin/sh\nsed -i 's/Berlin/Paris/' \"$1\"\n", to: "editor", mode: 0o755)
    #expect(chmod(folder.path, 0o755) == 0)
    let ran = try kin("config edit", config: config, before: "export EDITOR=\(folder("editor"))")
    #expect(ran.status == 0, "\(ran.error)")
    #expect(try text("home/dots/config.json").contains("Paris"))
    #expect(try !names.contains { $0.contains(".edit-") })
  }
}
