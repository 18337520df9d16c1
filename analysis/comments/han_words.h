// Word lists for telling people's names from ordinary Chinese words. Data only.
#pragma once

#include <array>
#include <string_view>

namespace candor::analysis {

/// Surnames of two characters that are in use.
inline constexpr std::array<std::u32string_view, 30> kCompoundSurnames{
    U"欧阳", U"司马", U"诸葛", U"上官", U"夏侯", U"东方", U"皇甫", U"尉迟", U"公孙", U"慕容",
    U"令狐", U"司徒", U"司空", U"宇文", U"长孙", U"端木", U"轩辕", U"南宫", U"西门", U"独孤",
    U"呼延", U"钟离", U"闻人", U"澹台", U"公冶", U"濮阳", U"太史", U"申屠", U"拓跋", U"第五"};

/// What follows a surname, perhaps after 副 (deputy). Longer ones first where one begins another.
inline constexpr std::array<std::u32string_view, 68> kTitles{
    U"总经理", U"总工程师", U"总会计师", U"总指挥", U"总裁", U"总监", U"总工", U"总",   U"董事长", U"董事",
    U"经理",   U"主任",     U"主席",     U"主管",   U"书记", U"局长", U"处长", U"科长", U"部长",   U"院长",
    U"校长",   U"行长",     U"厂长",     U"所长",   U"站长", U"队长", U"组长", U"班长", U"股长",   U"镇长",
    U"乡长",   U"县长",     U"区长",     U"市长",   U"省长", U"厅长", U"司长", U"会长", U"社长",   U"台长",
    U"馆长",   U"园长",     U"店长",     U"秘书长", U"秘书", U"委员", U"常委", U"老师", U"教授",   U"博士",
    U"医生",   U"大夫",     U"工程师",   U"工",     U"师傅", U"先生", U"女士", U"小姐", U"同志",   U"代表",
    U"助理",   U"老",       U"董",       U"局",     U"处",   U"科",   U"校",   U"厅"};

/// What a title of one character must not be followed by: it is the beginning of another word then.
struct LongerWords {
  char32_t title;
  std::u32string_view next;
};
inline constexpr std::array<LongerWords, 9> kLongerWords{{
    {U'总', U"是结体之共数量算部会有能而在觉和额公分想归"},
    {U'工', U"作资人会厂期序龄种具业地艺位装伤商程头"},
    {U'董', U"其"},
    {U'局', U"面部限势域"},
    {U'处', U"理在于罚分置境事女方处所"},
    {U'科', U"学技研室员目级普"},
    {U'校', U"园友区对准正验企"},
    {U'厅', U"里堂"},
    {U'老', U"是师板员人年化旧家百样实龄干早练一"},
}};

/// Ordinary words that look like a surname with a title, or like 老, 小 or 阿 with a surname.
inline constexpr std::array<std::u32string_view, 83> kOrdinaryWords{
    U"老黄牛",   U"老黄历",   U"小金库",   U"小金额",   U"小毛病",   U"老毛病",     U"老路子",   U"小程序",
    U"老程序",   U"小程度",   U"小时",     U"小康社会", U"小康水平", U"小康生活",   U"小区",     U"小计",
    U"小车",     U"小方面",   U"小方案",   U"小方法",   U"老方法",   U"老方式",     U"老方子",   U"小成本",
    U"小成就",   U"小成绩",   U"老成员",   U"老成持重", U"小高层",   U"小高潮",     U"老文件",   U"小文章",
    U"小文化",   U"老常规",   U"老常态",   U"老常客",   U"小常识",   U"小马拉大车", U"小马过河", U"老马识途",
    U"老于世故", U"小于等于", U"小孙子",   U"小孙女",   U"小项目",   U"老项目",     U"小计划",   U"老计划",
    U"小任务",   U"老任务",   U"小单位",   U"老单位",   U"小包装",   U"老包袱",     U"老古董",   U"老关系",
    U"小关系",   U"小苗头",   U"小权力",   U"小商店",   U"小商品",   U"小安排",     U"老安排",   U"小房间",
    U"小花园",   U"老党员",   U"小党支部", U"小段时间", U"小平房",   U"高校",       U"高处",     U"高科技",
    U"全局",     U"全校",     U"全科",     U"时局",     U"何处",     U"别处",       U"明处",     U"和局",
    U"万科",     U"党校",     U"安老"};

/// Surnames that end an ordinary word: not after one of these is it a surname with a title ("担任书记").
struct JoinedBefore {
  char32_t surname;
  std::u32string_view before;
};
inline constexpr std::array<JoinedBefore, 20> kJoinedBefore{{
    {U'任', U"现前历原兼担出就新继离上连责主时后首升委聘"},
    {U'于', U"对关属由等低高大小至在基便善终忠敬位处"},
    {U'方', U"双甲乙各对我地官校厂资一三四多军警院"},
    {U'时', U"当平有同及那这随"},
    {U'成', U"变当改完构组"},
    {U'安', U"公保治平"},
    {U'文', U"语中英作外"},
    {U'计', U"会统审合"},
    {U'商', U"招工协厂"},
    {U'林', U"园森造"},
    {U'关', U"海机有"},
    {U'金', U"基资奖现"},
    {U'路', U"公铁道线"},
    {U'车', U"汽火"},
    {U'房', U"住"},
    {U'管', U"主城监分保交"},
    {U'余', U"其业"},
    {U'高', U"提最"},
    {U'常', U"经正平日"},
    {U'党', U"支入"},
}};

/// Parts of spelled names that are ordinary words by themselves.
inline constexpr std::array<std::u32string_view, 74> kOrdinaryParts{
    U"an",   U"as",   U"at",   U"be",  U"by",  U"can", U"do",  U"go",  U"he",  U"her", U"him", U"his", U"if",
    U"in",   U"is",   U"it",   U"me",  U"my",  U"no",  U"of",  U"on",  U"or",  U"she", U"so",  U"the", U"to",
    U"up",   U"us",   U"we",   U"you", U"and", U"are", U"but", U"for", U"has", U"had", U"not", U"was", U"may",
    U"will", U"long", U"our",  U"out", U"all", U"any", U"one", U"two", U"new", U"who", U"how", U"dr",  U"mr",
    U"mrs",  U"ms",   U"prof", U"sir", U"jr",  U"sr",  U"van", U"von", U"de",  U"der", U"den", U"la",  U"le",
    U"del",  U"da",   U"di",   U"du",  U"bin", U"al",  U"el",  U"dos", U"das"};

}  // namespace candor::analysis
