import JSONText

/// The one declaration of a key: its name, how its value is read, where the value goes, and how it is told.
/// Decoding, diagnostics, the JSON Schema and the man page all come from lists of these.
struct Key<Owner>: Sendable {
  let facts: ConfigKey
  /// Whether `defaults` may hold it for all rituals.
  let mayBeDefault: Bool
  let read: @Sendable (JSONValue, inout Decoding, inout Owner) -> Void

  init<Value>(
    _ name: String, _ reader: Reader<Value>, required: Bool = false, mayBeDefault: Bool = false,
    fallback: JSON? = nil, otherwise: String? = nil, example: JSON, _ documentation: String,
    set: @escaping @Sendable (inout Owner, Value) -> Void
  ) {
    facts = ConfigKey(
      name: name, shape: reader.shape, isRequired: required, documentation: documentation, fallback: fallback,
      otherwise: otherwise,
      example: example)
    self.mayBeDefault = mayBeDefault
    read = { value, decoding, owner in
      if let result = reader.read(value, &decoding) { set(&owner, result) }
    }
  }
}

/// The keys of one kind of object.
struct Section<Owner>: Sendable {
  let name: String
  let documentation: String
  let keys: [Key<Owner>]
  private let required: UInt64
  // The two sides of a key that reading needs, apart from all that is told about it: a large config asks for
  // them a million times.
  private let names: JSONNames
  private let reads: [@Sendable (JSONValue, inout Decoding, inout Owner) -> Void]
  /// A key whose value the others need, so that it is read before them wherever it stands.
  private let first: Int?

  init(_ name: String, _ documentation: String, readFirst: String? = nil, _ keys: [Key<Owner>]) {
    precondition(keys.count <= 64, "the keys that were seen are kept in 64 bits")
    self.name = name
    self.documentation = documentation
    self.keys = keys
    names = JSONNames(keys.map(\.facts.name))
    reads = keys.map(\.read)
    first = keys.firstIndex { $0.facts.name == readFirst }
    required = keys.indices.reduce(0) { keys[$1].facts.isRequired ? $0 | 1 << UInt64($1) : $0 }
  }

  var facts: ConfigSection {
    ConfigSection(name: name, documentation: documentation, keys: keys.map(\.facts))
  }

  /// Reads every member into its place; tells unknown and missing keys.
  func read(_ object: JSONValue, _ decoding: inout Decoding, into owner: inout Owner) {
    var seen: UInt64 = 0
    var meant: UInt64 = 0
    if let first, let value = object[keys[first].facts.name] {
      reads[first](value, &decoding, &owner)
      seen |= 1 << UInt64(first)
    }
    for member in object.members {
      guard let index = names.index(of: member.key) else {
        // A misspelt key is told once, not as missing besides.
        if let index = tellUnknown(member.key, &decoding) { meant |= 1 << UInt64(index) }
        continue
      }
      // The second of two members is told as a duplicate already; the first one counts.
      if seen & 1 << UInt64(index) == 0 { reads[index](member.value, &decoding, &owner) }
      seen |= 1 << UInt64(index)
    }
    let missing = required & ~(seen | meant)
    if missing != 0 { tellMissing(missing, object, &decoding) }
  }

  /// Tells a key that nobody knows, and gives the one that was probably meant.
  private func tellUnknown(_ key: JSONValue, _ decoding: inout Decoding) -> Int? {
    let name = key.string ?? ""
    let near = decoding.closest(to: name, among: keys.map(\.facts.name))
    decoding.tell(.unknownKey(name, of: self.name.withArticle, near: near), at: key.range)
    return keys.firstIndex { $0.facts.name == near && $0.facts.isRequired }
  }

  private func tellMissing(_ missing: UInt64, _ object: JSONValue, _ decoding: inout Decoding) {
    let brace = object.range.lowerBound..<object.range.lowerBound + 1
    for index in keys.indices where missing & 1 << UInt64(index) != 0 {
      let key = keys[index].facts
      let advice = "add \"\(key.name)\": \(key.example.text())"
      decoding.tell(.missingKey(key.name, of: name.withArticle, advice: advice), at: brace)
    }
  }
}

extension String {
  /// `a ritual`, `an absence`; a plural and what names one thing only stay alone: `the config`.
  var withArticle: String {
    if hasPrefix("the ") || ["turns", "missed", "quiet hours", "birthdays"].contains(self) { return self }
    return ("aeiou".contains(first ?? "x") ? "an " : "a ") + self
  }
}
