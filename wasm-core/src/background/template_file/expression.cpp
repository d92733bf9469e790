// SPDX-License-Identifier: AGPL-3.0-or-later
#include "background/template_file/expression.hpp"

#include "json.hpp"

#include <algorithm>

namespace rmirror {
namespace {

using Operation = TemplateExpressions::Operation;
using Step = TemplateExpressions::Step;

constexpr std::size_t kMaxExpressionBytes = 1'000;
constexpr int kMaxNesting = 50;         // of parentheses and conditionals
constexpr std::size_t kMaxStack = 512;  // pending operands: at most 7 per level of nesting

struct Operator {
    char text[3];
    Operation operation;
    int precedence;  // higher binds tighter
};

// Longer ones first, so that "<=" isn't parsed as "<".
constexpr Operator kOperators[] = {
    {"||", Operation::either, 1},  {"&&", Operation::both, 2},    {"==", Operation::equal, 3},
    {"!=", Operation::unequal, 3}, {"<=", Operation::at_most, 4}, {">=", Operation::at_least, 4},
    {"<", Operation::less, 4},     {">", Operation::greater, 4},  {"+", Operation::add, 5},
    {"-", Operation::subtract, 5}, {"*", Operation::multiply, 6}, {"/", Operation::divide, 6},
};

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// A recursive descent parser that appends an expression's steps; parse() returns false on a syntax error.
class Parser {
public:
    Parser(std::string_view text, std::vector<std::string> const& names, std::vector<Step>& steps)
        : text_(text), names_(names), steps_(steps)
    {}

    bool parse() { return choice() && rest().empty(); }

    /// Empty if there is none.
    [[nodiscard]] std::string_view unknown_name() const { return unknown_name_; }
    [[nodiscard]] bool is_too_deep() const { return nesting_ > kMaxNesting; }

private:
    bool choice()
    {
        if (++nesting_ > kMaxNesting || !operation(1))
            return false;
        if (take("?")) {
            if (!choice() || !take(":") || !choice())
                return false;
            add(Operation::choose);
        }
        --nesting_;
        return true;
    }

    bool operation(int precedence)
    {
        if (!operand())
            return false;
        for (auto const* found = next_operator(); found != nullptr && found->precedence >= precedence;
             found = next_operator()) {
            take(found->text);
            if (!operation(found->precedence + 1))
                return false;
            add(found->operation);
        }
        return true;
    }

    bool operand()
    {
        bool negative = false;
        while (true) {
            if (take("-"))
                negative = !negative;
            else if (!take("+"))
                break;
        }
        if (!unsigned_operand())
            return false;
        if (negative)
            add(Operation::negate);
        return true;
    }

    bool unsigned_operand()
    {
        if (take("("))
            return choice() && take(")");
        auto const text = rest();
        return !text.empty() && is_letter(text.front()) ? name(text) : number(text);
    }

    bool name(std::string_view text)
    {
        std::size_t length = 0;
        while (length < text.size() && (is_letter(text[length]) || is_digit(text[length])))
            ++length;
        at_ += length;
        auto const word = text.substr(0, length);
        for (std::size_t i = names_.size(); i-- > 0;)
            if (names_[i] == word) {
                add(Operation::name, static_cast<std::uint32_t>(i));
                return true;
            }
        unknown_name_ = word;
        return false;
    }

    /// Exact if it has no more digits than a double.
    bool number(std::string_view text)
    {
        double digits = 0;
        double scale = 1;
        bool has_digit = false;
        bool has_point = false;
        std::size_t length = 0;
        for (; length < text.size(); ++length) {
            char const c = text[length];
            if (c == '.' && !has_point) {
                has_point = true;
            } else if (is_digit(c)) {
                has_digit = true;
                digits = digits * 10 + (c - '0');
                scale *= has_point ? 10 : 1;
            } else {
                break;
            }
        }
        at_ += length;
        add(Operation::number, 0, digits / scale);
        return has_digit;
    }

    Operator const* next_operator()
    {
        auto const text = rest();
        for (auto const& each : kOperators) {
            std::string_view const token = each.text;
            if (text.substr(0, token.size()) == token)
                return &each;
        }
        return nullptr;
    }

    bool take(std::string_view token)
    {
        if (rest().substr(0, token.size()) != token)
            return false;
        at_ += token.size();
        return true;
    }

    /// The remaining text without leading white space.
    std::string_view rest()
    {
        while (at_ < text_.size() && (text_[at_] == ' ' || (text_[at_] >= '\t' && text_[at_] <= '\r')))
            ++at_;
        return text_.substr(at_);
    }

    void add(Operation operation, std::uint32_t name = 0, double number = 0)
    {
        steps_.push_back({operation, name, number});
    }

    std::string_view text_;
    std::vector<std::string> const& names_;
    std::vector<Step>& steps_;
    std::string_view unknown_name_;
    std::size_t at_ = 0;
    int nesting_ = 0;
};

double result_of(Operation operation, double left, double right)
{
    switch (operation) {
        case Operation::add:
            return left + right;
        case Operation::subtract:
            return left - right;
        case Operation::multiply:
            return left * right;
        case Operation::divide:
            return left / right;
        case Operation::less:
            return left < right;
        case Operation::greater:
            return left > right;
        case Operation::at_most:
            return left <= right;
        case Operation::at_least:
            return left >= right;
        case Operation::equal:
            return left == right;
        case Operation::unequal:
            return left != right;
        case Operation::both:
            return left != 0 ? right : left;
        default:
            return left != 0 ? left : right;
    }
}

}  // namespace

std::vector<std::string> tablet_names()
{
    // In the order of TabletName.
    return {"templateWidth", "templateHeight", "paperOriginX",   "paperOriginY",
            "parentWidth",   "parentHeight",   "mobileMaxWidth", "textWidth"};
}

Result<TemplateNumber> TemplateExpressions::parse(std::string_view text,
                                                  std::vector<std::string> const& names)
{
    if (text.size() > kMaxExpressionBytes)
        return Error{ErrorCode::too_large, "it has an expression that is too long"};
    auto const first = steps_.size();
    Parser parser(text, names, steps_);
    if (parser.parse())
        return TemplateNumber{0, static_cast<std::uint32_t>(first),
                              static_cast<std::uint32_t>(steps_.size() - first)};
    if (parser.is_too_deep())
        return Error{ErrorCode::too_large, "it has an expression that is nested too deeply"};
    auto const unknown = parser.unknown_name();
    if (!unknown.empty())
        return Error{ErrorCode::corrupt, "it uses the unknown name " + quoted_name(unknown)};
    return Error{ErrorCode::corrupt, "it has an expression that can't be read: " + quoted_name(text)};
}

double TemplateExpressions::value_of(TemplateNumber const& number, std::vector<double> const& values) const
{
    if (number.steps == 0)
        return number.literal;
    double stack[kMaxStack];
    std::size_t count = 0;
    for (std::size_t i = number.first; i < number.first + std::size_t{number.steps}; ++i) {
        auto const& step = steps_[i];
        if (step.operation <= Operation::name) {
            stack[count++] = step.operation == Operation::name ? values[step.name] : step.number;
        } else if (step.operation == Operation::negate) {
            stack[count - 1] = -stack[count - 1];
        } else if (step.operation == Operation::choose) {
            count -= 2;
            stack[count - 1] = stack[count - 1] != 0 ? stack[count] : stack[count + 1];
        } else {
            --count;
            stack[count - 1] = result_of(step.operation, stack[count - 1], stack[count]);
        }
    }
    return stack[0];
}

bool TemplateExpressions::uses(TemplateNumber const& number, TabletName name) const
{
    auto const first = steps_.begin() + number.first;
    return std::any_of(first, first + number.steps, [name](Step const& step) {
        return step.operation == Operation::name && step.name == static_cast<std::uint32_t>(name);
    });
}

}  // namespace rmirror
