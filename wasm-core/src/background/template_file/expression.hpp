// SPDX-License-Identifier: AGPL-3.0-or-later
// The numbers of a `.template` file: literals, or arithmetic expressions over names, such as "templateWidth >
// 1000 ? 78 : gap * 2".
#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror {

/// Values provided by the tablet, in page units.
enum class TabletName : std::uint32_t {
    template_width,
    template_height,
    paper_origin_x,  // where a centred sheet as wide as it is high would begin
    paper_origin_y,
    parent_width,  // of the enclosing group, or of the template
    parent_height,
    // UNSURE: that templates may omit it. All that were seen set it to 1000 (2026-11).
    mobile_max_width,
    text_width,  // of the text being placed; only a text's position may use it
};

/// The predefined names that expressions may use; the template's constants are appended in order. A name's
/// index is that of its value.
std::vector<std::string> tablet_names();

/// A literal, or a range of the steps of TemplateExpressions.
struct TemplateNumber {
    double literal = 0;
    std::uint32_t first = 0;
    std::uint32_t steps = 0;  // 0: the literal

    /// Cost of evaluating it, in steps.
    [[nodiscard]] std::size_t cost() const { return 1 + std::size_t{steps}; }
};

/// The compiled expressions of one template.
class TemplateExpressions {
public:
    /// Compiles an expression. Comparisons yield 1 or 0; `&&` and `||` yield one of their operands, as in
    /// JavaScript. If several constants have the same name, the last one counts. Error messages refer to the
    /// template as "it".
    Result<TemplateNumber> parse(std::string_view text, std::vector<std::string> const& names);

    /// The result may be infinite or NaN.
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

    /// In postfix order: operands precede their operation.
    struct Step {
        Operation operation;
        std::uint32_t name;
        double number;
    };

private:
    std::vector<Step> steps_;
};

}  // namespace rmirror
