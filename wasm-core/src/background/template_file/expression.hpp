// SPDX-License-Identifier: AGPL-3.0-or-later
// The numbers of a `.template` file: literals, or arithmetic over names. "templateWidth > 1000 ? 78 : gap *
// 2"
#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror {

/// Values that the tablet provides, in page units.
enum class TabletName : std::uint32_t {
    template_width,
    template_height,
    paper_origin_x,  // where the sheet would begin if it were as wide as it is high and lay in the middle
    paper_origin_y,
    parent_width,  // of the group around the item, or of the template
    parent_height,
    // UNSURE: that templates may leave it out. Those seen all state it, as 1000 (2026-11).
    mobile_max_width,
    text_width,  // of the text that is placed; nothing else may use it
};

/// The names that expressions may use: the tablet's, then the template's constants in order. The index of a
/// name is that of its value.
std::vector<std::string> tablet_names();

/// A literal, or the steps of an expression.
struct TemplateNumber {
    double literal = 0;
    std::uint32_t first = 0;
    std::uint32_t steps = 0;  // 0: the literal

    /// What evaluating it costs.
    [[nodiscard]] std::size_t cost() const { return 1 + std::size_t{steps}; }
};

/// The expressions of one template.
class TemplateExpressions {
public:
    /// Comparisons are 1 or 0; `&&` and `||` give one of their operands, as in JavaScript. Of constants of
    /// one name the last counts. Errors speak of the template as "it".
    Result<TemplateNumber> parse(std::string_view text, std::vector<std::string> const& names);

    /// May be infinite or no number.
    [[nodiscard]] double value_of(TemplateNumber const& number, std::vector<double> const& values) const;

    [[nodiscard]] bool uses(TemplateNumber const& number, TabletName name) const;

    enum class Operation : std::uint8_t {
        number,
        name,
        negate,
        add,
        subtract,
        multiply,
        divide,
        less,
        greater,
        at_most,
        at_least,
        equal,
        unequal,
        both,
        either,
        choose,
    };

    /// In postfix order: operands before their operation.
    struct Step {
        Operation operation;
        std::uint32_t name;
        double number;
    };

private:
    std::vector<Step> steps_;
};

}  // namespace rmirror
