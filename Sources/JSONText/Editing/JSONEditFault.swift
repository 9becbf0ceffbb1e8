/// Why a document was not changed.
public enum JSONEditFault: Error, Equatable, Sendable {
  /// There is nothing at the path.
  case nothingThere(JSONPath)
  /// The value at the path isn't the list or object that the change needs.
  case notA(JSONKind, at: JSONPath)
  /// With the change the document would be beyond its limits.
  case unreadable(JSONFault)
}

extension JSONEditFault: CustomStringConvertible {
  /// What could not be done, in lower case.
  public var description: String {
    switch self {
    case .nothingThere(let path): "there is nothing at \(path)"
    case .notA(let kind, let path): "\(path.steps.isEmpty ? "the document" : "\(path)") is no \(kind)"
    case .unreadable(let fault): "it could not be read any more: \(fault.message)"
    }
  }
}
