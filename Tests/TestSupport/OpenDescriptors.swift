import Glibc

/// What this process has open, as `/proc/self/fd` names it: paths, `pipe:[…]`, `anon_inode:inotify`.
public func openDescriptors() -> [String] {
  guard let stream = opendir("/proc/self/fd") else { return [] }
  defer { closedir(stream) }
  var found: [String] = []
  while let entry = readdir(stream) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/fd/\(name)", &buffer, buffer.count)
    if count > 0 {
      found.append(String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self))
    }
  }
  return found
}

/// Asks again and again until a condition holds that nothing tells of; false when the deadline came first.
public func eventually(seconds: Double = 30, _ condition: () -> Bool) -> Bool {
  var now = timespec()
  clock_gettime(CLOCK_MONOTONIC, &now)
  let end = Double(now.tv_sec) + Double(now.tv_nsec) / 1e9 + seconds
  while !condition() {
    clock_gettime(CLOCK_MONOTONIC, &now)
    if Double(now.tv_sec) + Double(now.tv_nsec) / 1e9 > end { return condition() }
    usleep(2000)
  }
  return true
}
