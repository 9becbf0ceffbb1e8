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

  /// Room for a year.
  init(base: Int) {
    self.base = base
    words = InlineArray(repeating: 0)
    used = 6
  }

  var count: Int { count(before: base + used * 64) }

  func contains(_ day: Int) -> Bool {
    let bit = day - base
    return bit >= 0 && bit < used * 64 && words[bit >> 6].hasBit(bit & 63)
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

  /// The days of one word from a day on, and the index of that word; later days may be in the words after it.
  @inline(__always) func rest<D: Direction>(from day: Int, _ direction: D.Type) -> (index: Int, word: UInt64)
  {
    let bit = min(max(day - base, 0), used * 64 - 1)
    let isBeyond = direction.isForward ? day - base > bit : day - base < bit
    return (bit >> 6, isBeyond ? 0 : words[bit >> 6].bits(from: bit & 63, direction))
  }

  /// The first day of the set from a day on.
  @inline(__always) func first<D: Direction>(from day: Int, _ direction: D.Type) -> Int? {
    var (index, word) = rest(from: day, direction)
    while word == 0 {
      index += direction.sign
      guard index >= 0 && index < used else { return nil }
      word = words[index]
    }
    return base + index * 64 + word.firstBit(direction)
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
