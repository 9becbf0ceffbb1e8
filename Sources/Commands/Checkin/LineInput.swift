import Glibc
import Synchronization

/// Standard input line by line, for answers that must not be lost: Ctrl-C ends the input like Ctrl-D, and what stands on
/// the line by then is still read.
struct LineInput {
  /// Why there is no further line.
  enum End { case endOfFile, interrupted }

  /// Whether somebody types.
  let isTerminal = isatty(STDIN_FILENO) == 1
  /// Set once there is no further line.
  private(set) var end: End?
  private var buffer: [UInt8] = []
  private var usual: termios?

  /// From here on a hang-up, an interrupt and an end by signal are noticed and no longer end the program.
  init() {
    catchEnds()
    guard isTerminal else { return }
    var attributes = termios()
    guard tcgetattr(STDIN_FILENO, &attributes) == 0 else { return }
    usual = attributes
    // Without this an interrupt throws away what stands on the line (termios(3), NOFLSH).
    attributes.c_lflag |= tcflag_t(NOFLSH)
    tcsetattr(STDIN_FILENO, TCSANOW, &attributes)
  }

  /// The next line without its end, in text that does no harm; nil at the end. A last line without an end counts.
  mutating func next() -> String? {
    fflush(nil)
    while end == nil {
      if let line = takeLine() { return line }
      if wasInterrupted.load(ordering: .relaxed) {
        end = .interrupted
        readRest()
        break
      }
      var chunk = [UInt8](repeating: 0, count: 4096)
      let count = read(STDIN_FILENO, &chunk, chunk.count)
      if count > 0 { buffer += chunk[..<count] }
      // A terminal that went away answers EIO.
      if count == 0 || (count < 0 && errno != EINTR) { end = .endOfFile }
    }
    if let line = takeLine() { return line }
    defer { buffer = [] }
    return buffer.isEmpty ? nil : LineInput.text(buffer[...])
  }

  /// Leaves the terminal as it was.
  func close() {
    guard var usual else { return }
    tcsetattr(STDIN_FILENO, TCSANOW, &usual)
  }

  private mutating func takeLine() -> String? {
    guard let feed = buffer.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    defer { buffer.removeSubrange(...feed) }
    return LineInput.text(buffer[..<feed])
  }

  /// What stands on a line that was not ended: a terminal gives it out only once it no longer waits for lines.
  private mutating func readRest() {
    guard var attributes = usual else { return }
    attributes.c_lflag &= ~tcflag_t(ICANON)
    withUnsafeMutableBytes(of: &attributes.c_cc) {
      $0[Int(VMIN)] = 0
      $0[Int(VTIME)] = 0
    }
    tcsetattr(STDIN_FILENO, TCSANOW, &attributes)
    var chunk = [UInt8](repeating: 0, count: 4096)
    let count = read(STDIN_FILENO, &chunk, chunk.count)
    if count > 0 { buffer += chunk[..<count] }
    close()
  }

  /// The text of a line, without what the arrow keys and their like leave in it (ECMA-48 §5.4) and without control
  /// characters.
  static func text(_ bytes: ArraySlice<UInt8>) -> String {
    var kept = String.UnicodeScalarView()
    var rest = String(decoding: bytes, as: UTF8.self).unicodeScalars[...]
    while let scalar = rest.popFirst() {
      if scalar == "\u{1B}" {
        guard let introducer = rest.first, introducer == "[" || introducer == "O" else { continue }
        rest.removeFirst()
        while let next = rest.popFirst(), !(0x40...0x7E).contains(next.value) {}
      } else if scalar == "\t" {
        kept.append(" ")
      } else if scalar.properties.generalCategory != .control {
        kept.append(scalar)
      }
    }
    return String(kept)
  }
}

private let wasInterrupted = Atomic<Bool>(false)

private func catchEnds() {
  var action = sigaction()
  action.__sigaction_handler.sa_handler = { _ in wasInterrupted.store(true, ordering: .relaxed) }
  // No SA_RESTART: a read that waits must come back.
  for signal in [SIGINT, SIGTERM, SIGHUP] { sigaction(signal, &action, nil) }
}
