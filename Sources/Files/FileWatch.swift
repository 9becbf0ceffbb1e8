import CLinux
import Dispatch
import Glibc

/// Reports changes of some files, however they happen: the file was written in place, renamed over or created, a link on
/// the way was turned, or a folder was replaced.
///
/// The file may be half written when its change is reported, so keep the last good bytes. A mount over a folder on the
/// way goes unnoticed (inotify(7)). Make and use it on the queue that you give it.
public final class FileWatch {
  private let queue: DispatchQueue
  private let coalescing: DispatchTimeInterval
  private let noticesWrites: Bool
  private let handler: @Sendable ([String]) -> Void

  private var paths: [String] = []
  private var prints: [FilePrint?] = []
  private var watch: Inotify?
  private var interests: [Int32: Interest] = [:]

  private var changed: Set<Int> = []
  private var mustWalk = false
  private var delivery: DispatchWorkItem?

  /// Why a path isn't fully watched, most likely because the user has no watches left.
  public private(set) var fault: FileFault?

  /// What matters in one watched folder: the entries on the way to a path, and the entries that end one.
  private struct Interest {
    var files: [String: Set<Int>] = [:]
    /// Where this is no folder but a file.
    var itself: Set<Int> = []
    var parts: Set<String> = []
  }

  /// - Parameters:
  ///   - coalescing: how long to collect changes before one call.
  ///   - noticesWrites: whether to report each write, not only a close after writing.
  ///   - handler: called on the queue with the paths that changed, in the order of `watch`.
  public init(
    queue: DispatchQueue, coalescing: DispatchTimeInterval = .milliseconds(50), noticesWrites: Bool = false,
    handler: @escaping @Sendable ([String]) -> Void
  ) {
    self.queue = queue
    self.coalescing = coalescing
    self.noticesWrites = noticesWrites
    self.handler = handler
  }

  deinit { delivery?.cancel() }

  /// Watches these paths instead of the earlier ones. They need not exist.
  public func watch(_ paths: [String]) {
    guard paths != self.paths || watch == nil else { return }
    self.paths = paths
    changed = []
    delivery?.cancel()
    delivery = nil
    walk()
    prints = paths.map(FilePrint.init(path:))
  }

  // MARK: - Events

  /// Starts with a new inotify, since the old one still has the watches of an outdated route.
  private func walk() {
    mustWalk = false
    fault = nil
    interests = [:]
    watch = nil
    guard !paths.isEmpty else { return }
    let inotify: Inotify
    do throws(FileFault) {
      inotify = try Inotify(queue: queue) { [weak self] event in self?.take(event) }
    } catch {
      fault = error
      return
    }
    watch = inotify
    for (index, path) in paths.enumerated() {
      WatchedRoute.walk(to: absolutePath(path)) { step in set(step, for: index, with: inotify) }
    }
  }

  private func set(_ step: WatchedRoute.Step, for index: Int, with inotify: Inotify) {
    let mask = noticesWrites && step.isFile ? step.mask | UInt32(IN_MODIFY) : step.mask
    guard let watched = inotify.add(step.path, mask: mask) else {
      // A folder on the way that can be passed but not read can't be watched; it seldom moves.
      if step.entry != nil || (errno != EACCES && errno != ENOENT) {
        fault = .failed(action: .watch, path: step.path, errno: errno)
      }
      return
    }
    var interest = interests[watched] ?? Interest()
    if let entry = step.entry {
      if step.isFile {
        interest.files[entry, default: []].insert(index)
      } else {
        interest.parts.insert(entry)
      }
    } else if step.isFile {
      interest.itself.insert(index)
    }
    interests[watched] = interest
  }

  private func take(_ event: Inotify.Event) {
    if event.mask & UInt32(IN_Q_OVERFLOW) != 0 {
      changed = Set(paths.indices)
      return walkSoon()
    }
    guard let interest = interests[event.watch] else { return }
    let gone = UInt32(IN_MOVE_SELF) | UInt32(IN_DELETE_SELF) | UInt32(IN_IGNORED) | UInt32(IN_UNMOUNT)
    if event.mask & gone != 0 { return walkSoon() }
    guard let name = event.name else {
      if !interest.itself.isEmpty {
        changed.formUnion(interest.itself)
        deliverSoon()
      }
      return
    }
    if interest.parts.contains(name) { walkSoon() }
    guard let files = interest.files[name], !isJustBegun(event, files) else { return }
    changed.formUnion(files)
    // An entry that came or went may be a link.
    let lasting = UInt32(IN_CLOSE_WRITE) | UInt32(IN_ATTRIB) | UInt32(IN_MODIFY)
    if event.mask & ~lasting != 0 { mustWalk = true }
    deliverSoon()
  }

  /// Whether the file was created and is still empty: there will be another event when its writer closes it.
  private func isJustBegun(_ event: Inotify.Event, _ files: Set<Int>) -> Bool {
    guard event.mask & UInt32(IN_CREATE) != 0 else { return false }
    return files.allSatisfy { index in
      fileStatus(paths[index], followingLinks: false).map { $0.isRegular && $0.st_size == 0 } ?? false
    }
  }

  // MARK: - Reporting

  private func walkSoon() {
    mustWalk = true
    deliverSoon()
  }

  private func deliverSoon() {
    guard delivery == nil else { return }
    let item = DispatchWorkItem { [weak self] in self?.deliver() }
    delivery = item
    queue.asyncAfter(deadline: .now() + coalescing, execute: item)
  }

  private func deliver() {
    delivery = nil
    if mustWalk { walk() }
    for (index, path) in paths.enumerated() {
      let print = FilePrint(path: path)
      // Two quick changes can look the same, so an event counts by itself.
      if print != prints[index] { changed.insert(index) }
      prints[index] = print
    }
    guard !changed.isEmpty else { return }
    let reported = paths.indices.filter(changed.contains).map { paths[$0] }
    changed = []
    handler(reported)
  }
}
