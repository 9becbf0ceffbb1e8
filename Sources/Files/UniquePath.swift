/// The path that mkstemp(3), mkdtemp(3) or the like makes of a template by replacing its X; nil if `make` could not, with
/// its reason in `errno`.
public func uniquePath(_ template: String, _ make: (inout [CChar]) -> Bool) -> String? {
  var name = Array(template.utf8CString)
  guard make(&name) else { return nil }
  return String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
}
