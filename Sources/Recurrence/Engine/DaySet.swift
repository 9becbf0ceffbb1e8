/// The days of one period, as bits from a base day on; 384 of them, so that a year has room.
struct DaySet {
  /// The day number of bit 0.
  var base: Int
  var words: InlineArray<6, UInt64>
  /// How many words may have bits.
  var used: Int

  /// The days of a month or less.
  @inline(__always) init(base: Int, word: UInt64) {
    self.base = base
    words = InlineArray(repeating: 0)
    words[0] = word
    used = 1
  }

  @inline(__always) init(month: (base: Int, word: UInt64)) { self.init(base: month.base, word: month.word) }

  /// Room for a year.
  init(base: Int) {
    self.base = base
    words = InlineArray(repeating: 0)
    used = 6
  }

  @inline(__always) var isEmpty: Bool {
    var all: UInt64 = 0
    for index in 0..<used { all |= words[index] }
    return all == 0
  }

  var count: Int {
    var sum = 0
    for index in 0..<used { sum += words[index].nonzeroBitCount }
    return sum
  }

  func contains(_ day: Int) -> Bool {
    let bit = day - base
    return bit >= 0 && bit < used * 64 && words[bit >> 6] >> UInt64(bit & 63) & 1 == 1
  }

  mutating func insert(_ day: Int) {
    let bit = day - base
    if bit >= 0 && bit < used * 64 { words[bit >> 6] |= 1 << UInt64(bit & 63) }
  }

  /// Puts the low bits of a word from a day on.
  mutating func insert(word: UInt64, at day: Int) {
    let bit = day - base
    let shift = UInt64(bit & 63)
    words[bit >> 6] |= word << shift
    if shift != 0 && (bit >> 6) + 1 < used { words[(bit >> 6) + 1] |= word >> (64 - shift) }
  }

  mutating func keep(_ other: DaySet) {
    for index in 0..<used { words[index] &= other.words[index] }
  }

  mutating func keep(where isKept: (Int) -> Bool) {
    for index in 0..<used {
      var rest = words[index]
      while rest != 0 {
        let bit = rest.trailingZeroBitCount
        rest &= rest - 1
        if !isKept(base + index * 64 + bit) { words[index] &= ~(1 << UInt64(bit)) }
      }
    }
  }

  /// The first day of the set that is not before a day.
  @inline(__always) func first(from day: Int) -> Int? {
    let bit = max(0, day - base)
    var index = bit >> 6
    guard index < used else { return nil }
    var word = words[index] & (UInt64.max << UInt64(bit & 63))
    while word == 0 {
      index += 1
      if index == used { return nil }
      word = words[index]
    }
    return base + index * 64 + word.trailingZeroBitCount
  }

  /// The last day of the set that is not after a day.
  @inline(__always) func last(through day: Int) -> Int? {
    guard day >= base else { return nil }
    let bit = min(day - base, used * 64 - 1)
    var index = bit >> 6
    var word = words[index] & (UInt64.max >> UInt64(63 - bit & 63))
    while word == 0 {
      if index == 0 { return nil }
      index -= 1
      word = words[index]
    }
    return base + index * 64 + word.highestBit
  }

  /// How many days of the set are before a day.
  func count(before day: Int) -> Int {
    let bit = min(max(0, day - base), used * 64)
    var sum = 0
    for index in 0..<(bit >> 6) { sum += words[index].nonzeroBitCount }
    if bit & 63 != 0 { sum += (words[bit >> 6] & ~(UInt64.max << UInt64(bit & 63))).nonzeroBitCount }
    return sum
  }

  /// The day at a place of the set, counted from 0; the place must be there.
  func day(at place: Int) -> Int {
    var rest = place
    for index in 0..<used {
      let count = words[index].nonzeroBitCount
      if rest < count { return base + index * 64 + words[index].place(ofBit: rest) }
      rest -= count
    }
    return base
  }
}
