import Market
import Settings

/// What can be told of stress scenarios where no run comes about, from the names of factors alone.
extension WrittenStress {
    /// Patterns that mean no factor of the market.
    func unknownNames(factors: [FactorID], available: [FactorID]) -> [Issue] {
        let names = FactorNames(factors: factors, available: available)
        return items.flatMap { item -> [Issue] in
            (item.shocks + item.conditional).compactMap {
                names.issue($0.pattern, at: $0.keyLocation, path: $0.path)
            }
                + item.axes.flatMap { axis in
                    axis.patterns.compactMap {
                        names.issue($0, at: axis.location, path: axis.path + ".factors")
                    }
                }
                + item.volatilities.compactMap { names.issue($0.pattern, at: $0.location, path: $0.path) }
                + item.liquidity.compactMap { names.issue($0.pattern, at: $0.location, path: $0.path) }
                + (item.correlations?.blocks ?? []).flatMap { block in
                    [block.first, block.second].compactMap {
                        names.issue($0, at: block.location, path: block.path)
                    }
                }
        }
    }

    /// Shocks whose unit is not clear for the class of a factor that they move, one message a shock.
    func unclearShocks(factors: [FactorID], available: [FactorID]) -> [Issue] {
        let names = FactorNames(factors: factors, available: available)
        return items.flatMap { item -> [Issue] in
            let shocks = [item.shocks, item.conditional].flatMap { rules in
                rules.indices.compactMap { index in
                    factors.lazy.filter { factor in
                        rules.lastIndex { names.matches($0.pattern, factor) } == index
                    }.compactMap { rules[index].unclear(for: $0) }.first
                }
            }
            let steps = item.axes.flatMap { axis in
                factors.lazy.filter { factor in axis.patterns.contains { names.matches($0, factor) } }
                    .compactMap { axis.unclear(for: $0) }.prefix(1)
            }
            return shocks + steps
        }
    }
}

extension WrittenStress.ShockRule {
    /// What the shock does to a factor.
    ///
    /// - Throws: an `Issue`, where its unit may mean several things.
    func shock(of factor: FactorID) throws(Issue) -> Shock {
        switch size {
        case .stated(let shock): return shock
        case .written(let written):
            do throws(Issue) { return try written.shock(of: factor) } catch {
                throw error.placed(at: location, path: path)
            }
        }
    }

    fileprivate func unclear(for factor: FactorID) -> Issue? {
        do throws(Issue) { _ = try shock(of: factor) } catch { return error }
        return nil
    }
}

extension WrittenStress.Axis {
    /// What a step does to a factor.
    ///
    /// - Throws: an `Issue`, where its unit may mean several things.
    func shock(_ written: WrittenShock, of factor: FactorID) throws(Issue) -> Shock {
        if let isRelative { return isRelative ? .relative(written.number) : .absolute(written.number) }
        do throws(Issue) { return try written.shock(of: factor) } catch {
            var issue = error.placed(at: location, path: path)
            if written.unit == .percent { issue.hint = (error.hint ?? "") + "; or change: relative, change: absolute" }
            throw issue
        }
    }

    fileprivate func unclear(for factor: FactorID) -> Issue? {
        for written in shocks {
            do throws(Issue) { _ = try shock(written, of: factor) } catch { return error }
        }
        return nil
    }
}
