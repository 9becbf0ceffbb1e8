import JSONText

/// The declaration of one key: its name, how its value is read and written, where the value goes, whether it decides
/// when reminders come, and its documentation. Reading, diagnostics, what `kin` writes, the schedule's fingerprint,
/// the JSON Schema and the man page all come from lists of these.
struct Key<Owner>: Sendable {
  private(set) var facts: ConfigKey
  /// Whether `defaults` may hold it for all rituals.
  let mayBeDefault: Bool
  let read: @Sendable (JSONValue, inout Decoding, inout Owner) -> Void
  /// The value as JSON; nil where there is none to write.
  let write: @Sendable (Owner) -> JSON?
  /// For a key that decides when reminders come, so that a change of it begins care anew: the value's words in the
  /// schedule's fingerprint, nil if it says what applies anyway. The history holds them, so they stay as they are. It
  /// reads the property itself: a key path would double the time that a hundred thousand rituals take at the start.
  let timing: (@Sendable (Owner) -> String?)?

  init<Value>(
    _ name: some CustomStringConvertible & Sendable, _ format: Format<Value>, required: Bool = false,
    mayBeDefault: Bool = false, otherwise: String? = nil, example: JSON, _ documentation: String,
    decidesWhen timing: (@Sendable (Owner) -> String?)? = nil,
    get: @escaping @Sendable (Owner) -> Value?, set: @escaping @Sendable (inout Owner, Value) -> Void
  ) {
    facts = ConfigKey(
      name: name.description, shape: format.shape, isRequired: required, documentation: documentation,
      fallback: nil, otherwise: otherwise, example: example)
    self.mayBeDefault = mayBeDefault
    self.timing = timing
    read = { value, decoding, owner in
      if let result = format.read(value, &decoding) { set(&owner, result) }
    }
    write = { get($0).map(format.write) }
  }

  /// A key whose value is a property of its owner. What each ritual has says `get` and `set` itself: a large config sets
  /// it a hundred thousand times, and a key path takes as long as reading the value.
  init<Value>(
    _ name: some CustomStringConvertible & Sendable, _ format: Format<Value>,
    _ path: WritableKeyPath<Owner, Value> & Sendable, required: Bool = false, mayBeDefault: Bool = false,
    otherwise: String? = nil, example: JSON, _ documentation: String,
    decidesWhen timing: (@Sendable (Owner) -> String?)? = nil
  ) {
    self.init(
      name, format, required: required, mayBeDefault: mayBeDefault, otherwise: otherwise, example: example,
      documentation, decidesWhen: timing, get: { $0[keyPath: path] }, set: { $0[keyPath: path] = $1 })
  }

  /// A key whose value is a property that may be nil, and is where the key is left out.
  init<Value>(
    _ name: some CustomStringConvertible & Sendable, _ format: Format<Value>,
    optional path: WritableKeyPath<Owner, Value?> & Sendable, mayBeDefault: Bool = false,
    otherwise: String? = nil, example: JSON, _ documentation: String,
    decidesWhen timing: (@Sendable (Owner) -> String?)? = nil
  ) {
    self.init(
      name, format, mayBeDefault: mayBeDefault, otherwise: otherwise, example: example, documentation,
      decidesWhen: timing, get: { $0[keyPath: path] }, set: { $0[keyPath: path] = $1 })
  }

  /// The same key, documented with what its owner begins with.
  fileprivate func with(start: Owner) -> Key {
    var key = self
    if !facts.isRequired, facts.otherwise == nil { key.facts.fallback = write(start) }
    return key
  }
}

/// The keys of one kind of object. A class, since a large config asks for the same one again and again.
final class Section<Owner>: Sendable {
  let facts: ConfigSection
  let keys: [Key<Owner>]
  private let required: UInt64
  /// What an object without any key means.
  let start: @Sendable () -> Owner
  // The two parts of a key that reading needs, apart from its documentation: a large config asks for them a million
  // times.
  private let names: JSONNames
  private let reads: [@Sendable (JSONValue, inout Decoding, inout Owner) -> Void]
  /// The parts of the fingerprint, of the keys that decide when.
  let timings: [@Sendable (Owner) -> String?]
  /// Reports what one key says against another.
  let check: @Sendable (Owner, JSONValue, inout Decoding) -> Void

  init(
    _ name: String, _ documentation: String, start: @autoclosure @escaping @Sendable () -> Owner,
    _ keys: [Key<Owner>],
    check: @escaping @Sendable (Owner, JSONValue, inout Decoding) -> Void = { _, _, _ in }
  ) {
    precondition(keys.count <= 64, "the keys that were seen are kept in 64 bits")
    self.start = start
    self.check = check
    let owner = start()
    self.keys = keys.map { $0.with(start: owner) }
    facts = ConfigSection(name: name, documentation: documentation, keys: self.keys.map(\.facts))
    names = JSONNames(keys.map(\.facts.name))
    reads = keys.map(\.read)
    timings = keys.compactMap(\.timing)
    required = keys.indices.reduce(0) { keys[$1].facts.isRequired ? $0 | 1 << UInt64($1) : $0 }
  }

  /// Reads every member into its place; reports unknown and missing keys. False if the value is no object, after
  /// reporting that.
  func read(_ object: JSONValue, _ decoding: inout Decoding, into owner: inout Owner) -> Bool {
    guard object.kind == .object else {
      return decoding.refuse(object, wanted: "an object (\(facts.name))") ?? false
    }
    var seen: UInt64 = 0
    var meant: UInt64 = 0
    object.forEachMember { key, value in
      guard let index = names.index(of: key) else {
        // A misspelt key is reported once, and not as missing too.
        if let index = reportUnknown(key, &decoding) { meant |= 1 << UInt64(index) }
        return
      }
      // The second of two members is reported as a duplicate already; the first one counts.
      if seen & 1 << UInt64(index) == 0 { reads[index](value, &decoding, &owner) }
      seen |= 1 << UInt64(index)
    }
    let missing = required & ~(seen | meant)
    if missing != 0 { reportMissing(missing, object, &decoding) }
    return true
  }

  /// The object that means `owner`: its keys in order, without those that say what `base` says too.
  func write(_ owner: Owner, unlike base: Owner? = nil) -> JSON {
    let base = base ?? start()
    return .object(
      keys.compactMap { key in
        guard let value = key.write(owner), key.facts.isRequired || value != key.write(base)
        else { return nil }
        return JSON.Member(key.facts.name, value)
      })
  }

  /// Reports an unknown key, and returns the one that was probably meant.
  private func reportUnknown(_ key: JSONValue, _ decoding: inout Decoding) -> Int? {
    let name = key.string ?? ""
    let near = decoding.closest(to: name, among: keys.map(\.facts.name))
    decoding.report(.unknownKey(name, of: facts.name.withArticle, near: near), at: key.range)
    return keys.firstIndex { $0.facts.name == near && $0.facts.isRequired }
  }

  private func reportMissing(_ missing: UInt64, _ object: JSONValue, _ decoding: inout Decoding) {
    for index in keys.indices where missing & 1 << UInt64(index) != 0 {
      let key = keys[index].facts
      let advice = "add \"\(key.name)\": \(key.example.text())"
      let fault = ConfigFault.missingKey(key.name, of: facts.name.withArticle, advice: advice)
      decoding.report(fault, at: object.shownRange)
    }
  }
}

extension String {
  /// `a ritual`, `an absence`; a plural and what there is only one of take no article: `the config`.
  var withArticle: String {
    if hasPrefix("the ") || ["turns", "missed", "quiet hours", "birthdays"].contains(self) { return self }
    return ("aeiou".contains(first ?? "x") ? "an " : "a ") + self
  }
}
