import JSONText

extension RitualFile {
  /// Diagnostics in the order of the file, with their places found in one walk through it.
  static func diagnostics(
    _ faults: [(fault: ConfigFault, range: Range<Int>)], file: String, bytes: [UInt8]
  ) -> [Diagnostic] {
    guard !faults.isEmpty else { return [] }
    var sorted = faults.map { $0.fault.cause(at: $0.range, in: bytes) }.sorted {
      $0.range.lowerBound < $1.range.lowerBound
    }
    let most = mostDiagnostics
    if sorted.count > most, let last = sorted.last {
      let rest = sorted.count - most
      // What is left must show that the config is bad, if it is.
      let error = sorted.first { $0.fault.severity == .error }
      sorted.removeSubrange(most...)
      sorted.append((.more(rest), last.range))
      if let error, !sorted.contains(where: { $0.fault.severity == .error }) { sorted[0] = error }
    }
    var finder = JSONPlaceFinder(bytes)
    // What is elsewhere already is asked for in about the same order.
    var earlier = JSONPlaceFinder(bytes)
    return sorted.map { fault, range in
      let place = finder.place(of: range.lowerBound)
      let (message, remedy) = fault.words { earlier.place(of: $0) }
      return Diagnostic(
        file: file, line: place.line, column: place.column, range: range, severity: fault.severity,
        message: message, remedy: remedy)
    }
  }
}
