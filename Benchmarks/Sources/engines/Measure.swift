import Glibc

/// Keeps what was computed from being left out.
nonisolated(unsafe) var sink: Int64 = 0  // Written by the one thread there is, read by none.

func nanoseconds() -> Int64 {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}

/// The median over several rounds of what one of `count` runs costs, in nanoseconds.
func median(rounds: Int = 9, count: Int, _ body: () -> Void) -> Double {
  var times: [Double] = []
  for _ in 0..<rounds {
    let start = nanoseconds()
    for _ in 0..<count { body() }
    times.append(Double(nanoseconds() - start) / Double(count))
  }
  times.sort()
  return times[rounds / 2]
}

/// Shows on standard error how far the tables have come and how long they still take.
final class Progress {
  private let total: Int
  private let begin = nanoseconds()
  private var done = 0

  init(of total: Int) { self.total = total }

  func step() {
    done += 1
    let passed = (nanoseconds() - begin) / 1_000_000_000
    let left = passed * Int64(max(total - done, 0)) / Int64(done)
    let text = "bench-engine: \(done) of \(total), \(passed) s, about \(left) s left\n"
    _ = text.withCString { write(STDERR_FILENO, $0, strlen($0)) }
  }
}

/// The lines of a file; the program cannot go on without it.
func lines(of path: String) -> [String] {
  guard let file = fopen(path, "r") else { fatalError("cannot open \(path)") }
  defer { fclose(file) }
  var found: [String] = []
  var buffer = [CChar](repeating: 0, count: 4096)
  while fgets(&buffer, 4096, file) != nil {
    let bytes = buffer.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }
    if !bytes.isEmpty { found.append(String(decoding: bytes, as: UTF8.self)) }
  }
  return found
}

/// The bytes of a file, or none.
func bytes(of path: String) -> [UInt8] {
  guard let file = fopen(path, "rb") else { return [] }
  defer { fclose(file) }
  var found: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 4096)
  while true {
    let count = fread(&chunk, 1, chunk.count, file)
    if count == 0 { return found }
    found += chunk[..<count]
  }
}

/// What a command prints, line by line.
func output(of command: String) -> [String] {
  guard let pipe = popen(command, "r") else { return [] }
  defer { pclose(pipe) }
  var found: [String] = []
  var buffer = [CChar](repeating: 0, count: 4096)
  while fgets(&buffer, 4096, pipe) != nil {
    found.append(
      String(decoding: buffer.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
  }
  return found
}
