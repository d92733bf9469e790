// SPDX-License-Identifier: AGPL-3.0-or-later
#include "background/template_file/expression.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace rmirror {
namespace {

/// The tablet's values, and `gap`.
std::vector<double> const kValues = {1620, 2160, -270, 0, 400, 300, 1000, 50, 62.5};

std::vector<std::string> names()
{
    auto names = tablet_names();
    names.emplace_back("gap");
    return names;
}

double value_of(std::string const& text)
{
    TemplateExpressions expressions;
    auto const number = expressions.parse(text, names());
    EXPECT_TRUE(number.ok()) << text;
    return number.ok() ? expressions.value_of(number.value(), kValues) : std::nan("");
}

std::string error_of(std::string const& text)
{
    auto const number = TemplateExpressions().parse(text, names());
    EXPECT_FALSE(number.ok()) << text;
    return number.ok() ? "" : number.error().message;
}

TEST(TemplateExpression, is_worked_out_as_arithmetic)
{
    EXPECT_EQ(value_of("1 + 2 * 3"), 7);
    EXPECT_EQ(value_of("(1 + 2) * 3"), 9);
    EXPECT_EQ(value_of("10 - 4 - 3"), 3);
    EXPECT_EQ(value_of("16 / 4 / 2"), 2);
    EXPECT_EQ(value_of("2 - -3"), 5);
    EXPECT_EQ(value_of("-(2 + 1)"), -3);
    EXPECT_EQ(value_of("- - 4"), 4);
    EXPECT_EQ(value_of(" .5+1. "), 1.5);
    EXPECT_EQ(value_of("-25"), -25);
    EXPECT_EQ(value_of("1\n+\t1"), 2);
}

TEST(TemplateExpression, knows_the_tablets_names_and_the_templates_own)
{
    EXPECT_EQ(value_of("templateWidth / 2 - templateHeight / 2"), -270);
    EXPECT_EQ(value_of("paperOriginX + paperOriginY"), -270);
    EXPECT_EQ(value_of("parentWidth - parentHeight"), 100);
    EXPECT_EQ(value_of("mobileMaxWidth"), 1000);
    EXPECT_EQ(value_of("textWidth / 2"), 25);
    EXPECT_EQ(value_of("gap * 2"), 125);
}

TEST(TemplateExpression, reads_decimal_fractions_as_they_are_written)
{
    EXPECT_EQ(value_of("78.3"), 78.3);
    EXPECT_EQ(value_of("0.1 + 0.2"), 0.1 + 0.2);
    EXPECT_EQ(value_of("102.6996"), 102.6996);
    EXPECT_EQ(value_of("1234567.875"), 1234567.875);
    EXPECT_EQ(value_of("007"), 7);
}

TEST(TemplateExpression, of_constants_of_one_name_uses_the_last)
{
    auto again = names();
    again.emplace_back("gap");
    auto values = kValues;
    values.push_back(7);
    TemplateExpressions expressions;
    EXPECT_EQ(expressions.value_of(expressions.parse("gap", again).value(), values), 7);
}

TEST(TemplateExpression, compares_and_chooses)
{
    EXPECT_EQ(value_of("templateWidth > mobileMaxWidth ? 1 : 2"), 1);
    EXPECT_EQ(value_of("templateWidth < mobileMaxWidth ? 1 : 2"), 2);
    EXPECT_EQ(value_of("1 >= 1"), 1);
    EXPECT_EQ(value_of("1 <= 0"), 0);
    EXPECT_EQ(value_of("2 == 2"), 1);
    EXPECT_EQ(value_of("2 != 2"), 0);
    EXPECT_EQ(value_of("0 ? 1 : 0 ? 2 : 3"), 3);
    EXPECT_EQ(value_of("1 ? 1 ? 4 : 5 : 6"), 4);
    EXPECT_EQ(value_of("1 + 1 > 1 ? 10 + 1 : 20 + 1"), 11);
}

TEST(TemplateExpression, joins_conditions_as_javascript_does)
{
    EXPECT_EQ(value_of("1 > 2 || 3 > 2"), 1);
    EXPECT_EQ(value_of("1 > 2 && 3 > 2"), 0);
    EXPECT_EQ(value_of("0 || 7"), 7);
    EXPECT_EQ(value_of("7 || 8"), 7);
    EXPECT_EQ(value_of("7 && 8"), 8);
    EXPECT_EQ(value_of("1 || 0 && 0"), 1);
    EXPECT_EQ(value_of("1 == 2 || 2 == 2 ? 5 : 6"), 5);
}

TEST(TemplateExpression, may_be_no_number_without_harm)
{
    EXPECT_TRUE(std::isinf(value_of("1 / 0")));
    EXPECT_TRUE(std::isnan(value_of("0 / 0")));
    EXPECT_EQ(value_of("1 == 1 ? 3 : 1 / 0"), 3);
}

TEST(TemplateExpression, that_cannot_be_read_is_named)
{
    for (auto const* text :
         {"",  " ",     "1 +", "* 2",           "(1",  "1)",    "1 2",     "1 ? 2", "a = 1", "1..2",
          ".", "1 % 2", "!1",  "Math.floor(2)", "1e5", "\"x\"", "gap gap", "1 = 1", "1 & 1", "\xff"})
        EXPECT_NE(error_of(text).find("it "), std::string::npos) << text;
    EXPECT_EQ(error_of("1 +"), "it has an expression that can't be read: \"1 +\"");
    EXPECT_EQ(error_of("gap + wide"), "it uses the unknown name \"wide\"");
    EXPECT_EQ(error_of("constructor"), "it uses the unknown name \"constructor\"");
}

TEST(TemplateExpression, is_bounded_in_length_and_depth)
{
    EXPECT_EQ(value_of(std::string(40, '(') + "1" + std::string(40, ')')), 1);
    EXPECT_EQ(error_of(std::string(400, '(') + "1" + std::string(400, ')')),
              "it has an expression that is nested too deeply");
    EXPECT_EQ(value_of(std::string(900, '-') + "1"), 1);
    EXPECT_EQ(error_of(std::string(1'000, '1') + "+1"), "it has an expression that is too long");
    std::string choices;
    for (int i = 0; i < 100; ++i)
        choices += "0?1:";
    EXPECT_EQ(error_of(choices + "2"), "it has an expression that is nested too deeply");
}

}  // namespace
}  // namespace rmirror
