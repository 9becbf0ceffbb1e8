import CLinux
import Dispatch
import Glibc

/// Tells when any of some files has changed, whichever way: written in place, renamed over, reached by another link, in a
/// folder that was replaced, or come into being.
///
/// Nothing is promised of the bytes: read the file when told, and keep the last good ones. A mount over a folder on
/// the way is not seen (inotify(7)). To be made and used on the queue it is given.
public final class FileWatch {
  private let queue: DispatchQueue
  private let coalescing: DispatchTimeInterval
  private let handler: @Sendable ([String]) -> Void

  private var paths: [String] = []
  private var prints: [FilePrint?] = []
  private var watch: Inotify?
  private var interests: [Int32: Interest] = [:]

  private var changed: Set<Int> = []
  private var mustWalk = false
  private var delivery: DispatchWorkItem?

  /// Why some path is not wholly watched: most likely the user's limit of watches is reached. nil where all is well.
  public private(set) var fault: FileFault?

  /// What matters of one watched folder: which paths an entry of it is on the way to, and which it is the end of.
  private struct Interest {
    var files: [String: Set<Int>] = [:]
    var parts: Set<String> = []
  }

  /// - Parameters:
  ///   - coalescing: how long a burst is gathered before the one call that tells of it.
  ///   - handler: called on the queue with those of the watched paths that changed, in their order.
  public init(
    queue: DispatchQueue, coalescing: DispatchTimeInterval = .milliseconds(50),
    handler: @escaping @Sendable ([String]) -> Void
  ) {
    self.queue = queue
    self.coalescing = coalescing
    self.handler = handler
  }

  deinit {
    delivery?.cancel()
  }

  /// Watches these paths in place of those before. None of them needs to exist.
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

  /// A fresh inotify each time: to mend the old one would leave the watches of a route that is no more.
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
    guard let watched = inotify.add(step.path, mask: step.mask) else {
      // A folder on the way that may be passed but not read cannot be watched; it seldom moves.
      if step.entry != nil || errno != EACCES {
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
    }
    interests[watched] = interest
  }

  private func take(_ event: Inotify.Event) {
    if event.mask & UInt32(IN_Q_OVERFLOW) != 0 {
      changed = Set(paths.indices)
      mustWalk = true
      return deliverSoon()
    }
    guard let interest = interests[event.watch] else { return }
    let gone = UInt32(IN_MOVE_SELF) | UInt32(IN_DELETE_SELF) | UInt32(IN_IGNORED) | UInt32(IN_UNMOUNT)
    if event.mask & gone != 0 {
      mustWalk = true
      return deliverSoon()
    }
    guard let name = event.name else { return }
    if interest.parts.contains(name) {
      mustWalk = true
      deliverSoon()
    }
    guard let files = interest.files[name], !isJustBegun(event, files) else { return }
    changed.formUnion(files)
    // Where an entry came or went it may be, or have been, a link.
    let lasting = UInt32(IN_CLOSE_WRITE) | UInt32(IN_ATTRIB)
    if event.mask & ~lasting != 0 { mustWalk = true }
    deliverSoon()
  }

  /// A file that was created and has nothing in it yet: its writer will close it, and that is told.
  private func isJustBegun(_ event: Inotify.Event, _ files: Set<Int>) -> Bool {
    guard event.mask & UInt32(IN_CREATE) != 0 else { return false }
    return files.allSatisfy { index in
      var status = stat()
      return lstat(paths[index], &status) == 0 && status.st_mode & S_IFMT == S_IFREG && status.st_size == 0
    }
  }

  // MARK: - Telling

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
      if print != prints[index] { changed.insert(index) }
      prints[index] = print
    }
    guard !changed.isEmpty else { return }
    let told = paths.indices.filter(changed.contains).map { paths[$0] }
    changed = []
    handler(told)
  }
}
