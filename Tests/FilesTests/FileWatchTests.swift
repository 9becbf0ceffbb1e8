import Dispatch
import Glibc
import TestSupport
import Testing

@testable import Files

/// Against real files: what editors, dotfile managers and careless scripts do to a config.
@Suite(.serialized) struct FileWatchTests {
  private let folder = TemporaryFolder()
  private let reports = Recorder<[String]>()
  private let queue = DispatchQueue(label: "test.files")

  private func watch(_ paths: [String]) -> FileWatch {
    queue.sync {
      let watch = FileWatch(queue: queue, coalescing: .milliseconds(20)) { [reports] in reports.record($0) }
      watch.watch(paths)
      #expect(watch.fault == nil)
      return watch
    }
  }

  /// Does something and expects a report of the path.
  private func expectReport(
    _ path: String, of what: Comment, location: SourceLocation = #_sourceLocation, when act: () -> Void
  ) {
    let before = reports.all.count
    act()
    let isReported = reports.wait { $0.dropFirst(before).contains { $0.contains(path) } }
    #expect(isReported, what, sourceLocation: location)
    settle()
  }

  /// A call that is still on its way must not be taken for the next change.
  private func settle() {
    var count = -1
    while count != reports.all.count {
      count = reports.all.count
      _ = reports.wait(seconds: 0.08) { $0.count > count }
    }
  }

  private func link(_ name: String, to target: String) {
    unlink(folder("link.new"))
    #expect(symlink(target, folder("link.new")) == 0)
    #expect(rename(folder("link.new"), folder(name)) == 0)
  }

  @Test func everyWayToSaveAFileIsReported() {
    let path = folder.write("one", to: "config.json")
    let watch = watch([path])
    expectReport(path, of: "written in place") { folder.write("two", to: "config.json") }
    for round in 1...3 {
      expectReport(path, of: "renamed over, round \(round)") {
        folder.write("three", to: "config.json.tmp")
        #expect(rename(folder("config.json.tmp"), path) == 0)
      }
    }
    expectReport(path, of: "vim: old one moved away, new one written") {
      #expect(rename(path, folder("config.json~")) == 0)
      folder.write("four", to: "config.json")
    }
    expectReport(path, of: "appended by a hard link") {
      unlink(path)
      folder.write("five", to: "other")
      #expect(Glibc.link(folder("other"), path) == 0)
    }
    expectReport(path, of: "its mode changed") { #expect(chmod(path, 0o666) == 0) }
    expectReport(path, of: "removed") { unlink(path) }
    expectReport(path, of: "created") { folder.write("six", to: "config.json") }
    withExtendedLifetime(watch) {}
  }

  @Test func aBurstIsReportedOnceAndOtherFilesAreNot() {
    let path = folder.write("", to: "config.json")
    let watch = watch([path, folder("absent")])
    for index in 0..<200 { folder.write("\(index)", to: "neighbour-\(index)") }
    expectReport(path, of: "the burst") {
      // Alternating, since the kernel folds equal neighbours into one.
      queue.sync { for index in 0..<50 { folder.write("\(index)", to: "config.json") } }
    }
    #expect(reports.all.count == 1)
    #expect(reports.all.allSatisfy { $0 == [path] })
    withExtendedLifetime(watch) {}
  }

  @Test func neighboursAreNotReported() {
    let path = folder.write("", to: "config.json")
    let watch = watch([path])
    folder.write("x", to: "config.json.swp")
    folder.write("x", to: "config")
    #expect(!reports.wait(seconds: 0.2) { !$0.isEmpty })
    withExtendedLifetime(watch) {}
  }

  @Test(.enabled(if: canMount, "mounts need root"))
  func aFileThatIsMountedAloneIsReported() throws {
    let path = folder.write("below", to: "config.json")
    folder.write("one", to: "outside.json")
    let mounted = try Command(["mount", "--bind", folder("outside.json"), path]).run()
    try #require(mounted.status == 0, "\(mounted.error)")
    defer { umount(path) }
    let watch = watch([path])
    for round in 1...2 {
      expectReport(path, of: "written in place, round \(round)") { folder.write("two", to: "outside.json") }
    }
    withExtendedLifetime(watch) {}
  }

  @Test func aLinkedFileIsReportedForTheLinkAndForItsTarget() {
    folder.makeFolder("dotfiles")
    folder.makeFolder("config")
    folder.write("one", to: "dotfiles/config.json")
    folder.write("other", to: "dotfiles/other.json")
    link("config/config.json", to: "../dotfiles/config.json")
    let path = folder("config/config.json")
    let watch = watch([path])
    expectReport(path, of: "target written") { folder.write("two", to: "dotfiles/config.json") }
    for round in 1...2 {
      expectReport(path, of: "target renamed over, round \(round)") {
        folder.write("three", to: "dotfiles/new")
        #expect(rename(folder("dotfiles/new"), folder("dotfiles/config.json")) == 0)
      }
    }
    expectReport(path, of: "link turned") { link("config/config.json", to: folder("dotfiles/other.json")) }
    expectReport(path, of: "new target written") { folder.write("four", to: "dotfiles/other.json") }
    withExtendedLifetime(watch) {}
  }

  @Test func aLinkedFolderIsReportedWhenTheLinkTurns() {
    folder.makeFolder("first")
    folder.makeFolder("second")
    folder.write("one", to: "first/config.json")
    folder.write("two", to: "second/config.json")
    link("config", to: "first")
    let path = folder("config/config.json")
    let watch = watch([path])
    expectReport(path, of: "link turned") { link("config", to: "second") }
    expectReport(path, of: "written behind the new link") { folder.write("3", to: "second/config.json") }
    expectReport(path, of: "link removed") { unlink(folder("config")) }
    expectReport(path, of: "link put back") { link("config", to: "first") }
    expectReport(path, of: "written behind it") { folder.write("4", to: "first/config.json") }
    withExtendedLifetime(watch) {}
  }

  @Test func aReplacedFolderIsFollowed() {
    folder.makeFolder("above")
    folder.makeFolder("above/config")
    folder.write("one", to: "above/config/config.json")
    let path = folder("above/config/config.json")
    let watch = watch([path])
    for round in 1...2 {
      expectReport(path, of: "folder swapped, round \(round)") {
        folder.makeFolder("fresh\(round)")
        folder.write("round \(round)", to: "fresh\(round)/config.json")
        #expect(rename(folder("above/config"), folder("old\(round)")) == 0)
        #expect(rename(folder("fresh\(round)"), folder("above/config")) == 0)
      }
      expectReport(path, of: "written in the new folder, round \(round)") {
        folder.write("again", to: "above/config/config.json")
      }
    }
    expectReport(path, of: "folder above moved away") {
      #expect(rename(folder("above"), folder("elsewhere")) == 0)
    }
    expectReport(path, of: "folder above put back") {
      #expect(rename(folder("elsewhere"), folder("above")) == 0)
    }
    expectReport(path, of: "written there") { folder.write("back", to: "above/config/config.json") }
    withExtendedLifetime(watch) {}
  }

  @Test func whatIsNotThereYetIsWaitedFor() {
    let path = folder("a/b/c/config.json")
    let watch = watch([path])
    folder.makeFolder("a")
    folder.makeFolder("a/b")
    expectReport(path, of: "made step by step") {
      folder.makeFolder("a/b/c")
      folder.write("one", to: "a/b/c/config.json")
    }
    expectReport(path, of: "written again") { folder.write("two", to: "a/b/c/config.json") }
    withExtendedLifetime(watch) {}
  }

  @Test func aDanglingLinkIsWaitedForAtItsTarget() {
    link("config.json", to: "target/config.json")
    let path = folder("config.json")
    let watch = watch([path])
    folder.makeFolder("target")
    expectReport(path, of: "target made") { folder.write("one", to: "target/config.json") }
    withExtendedLifetime(watch) {}
  }

  @Test func aLoopOfLinksIsWatchedAndEnds() {
    link("one", to: "two")
    link("two", to: "one")
    let watch = watch([folder("one")])
    expectReport(folder("one"), of: "loop broken") {
      unlink(folder("one"))
      folder.write("x", to: "one")
    }
    withExtendedLifetime(watch) {}
  }

  @Test func anOverflowIsTakenForAChangeOfAll() throws {
    // The queue is kept from reading while more events arise than the kernel keeps.
    let limitText = try readBounded(path: "/proc/sys/fs/inotify/max_queued_events", limit: 64)
    let limit = try #require(Int(String(decoding: limitText.dropLast(), as: UTF8.self)))
    try #require(limit <= 100_000)
    let paths = [folder.write("", to: "one"), folder.write("", to: "two")]
    let watch = watch(paths)
    folder.write("", to: "x")
    folder.write("", to: "y")
    // Alternating, since the kernel folds equal neighbours into one.
    queue.sync { for index in 0...(limit + 100) { chmod(folder(index % 2 == 0 ? "x" : "y"), 0o600) } }
    #expect(reports.wait { $0.contains(paths) })
    settle()
    expectReport(paths[1], of: "afterwards") { folder.write("1", to: "two") }
    withExtendedLifetime(watch) {}
  }

  @Test func watchingAnewLeavesNoDescriptorBehind() {
    let path = folder.write("", to: "config.json")
    let watch = watch([path])
    expectReport(path, of: "first") { unlink(path) }
    for index in 0..<20 {
      expectReport(path, of: "round \(index)") {
        folder.write("\(index)", to: "new")
        rename(folder("new"), path)
      }
    }
    #expect(eventually { openDescriptors().count { $0.contains("inotify") } == 1 })
    withExtendedLifetime(watch) {}
  }
}
