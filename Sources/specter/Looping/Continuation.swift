import SpecModel

/// Whether a run goes on where it stopped.
enum Continuation {
  /// Whether the run of the events `past` goes on for a command that would begin one of `plan`: it
  /// has no end, or a budget of the run was its end; and it set out to do the same.
  ///
  /// A run that spent its budget has left its best spec in the folder, so the folder's spec may be
  /// any that it wrote. How large the budget is is no part of a plan.
  static func goesOn(_ past: [RecordedEvent], plan: RunPlan) -> Bool {
    guard case .began(var own)? = past.first?.event, let last = past.last?.event else {
      return false
    }
    guard case .ended(_, _, let spent) = last else { return own == plan }
    guard spent != nil, let spec = plan.spec else { return false }
    var left: Set<Digest> = own.spec.map { [$0] } ?? []
    for case .stepEnded(_, .wrote(let change), _) in past.map(\.event) { left.insert(change.spec) }
    guard left.contains(spec) else { return false }
    own.spec = spec
    return own == plan
  }
}
