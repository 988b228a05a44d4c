import SpecModel
import SpecterKit

/// Checks on a fetched reference that need what the spec says.
public enum ReferenceCheck {
  /// Makes sure that the top-level package of the module `name` belongs to `reference` itself.
  ///
  /// Throws a `Failure` of code `.badInput` that lists the modules there are.
  public static func module(_ name: String, in reference: Reference) throws {
    let top = name.split(separator: ".", omittingEmptySubsequences: false).first.map(String.init)
    if let top, reference.modules.contains(where: { $0.utf8.elementsEqual(top.utf8) }) { return }
    let known = reference.modules.joined(separator: ", ")
    throw Failure(
      .badInput, "\(reference.pin.from) has no module \(name.debugDescription)",
      remedy: known.isEmpty
        ? "It has no module at all: pin another reference"
        : "The module of the front matter's surface must be one of its own: \(known)")
  }
}
