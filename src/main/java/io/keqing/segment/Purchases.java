package io.keqing.segment;

import io.keqing.field.Label;

/// What counts as a purchase and who as a customer, in words. The same in SQL are the functions of the
/// database that
/// `V72__purchases_and_standing.sql` declares; every statement that counts purchases or parts active
/// customers from
/// lost
/// ones calls them.
public final class Purchases {
    /// What an order is, and what it adds to what was spent.
    public static final Label ORDER = new Label(
            "订单：类型为“订单”、时间不晚于统计时点的互动；没有时间的订单视为已发生，但不参与按日期的计算。退货按金额的绝对值扣减；" + "其他币种的金额不计入、不换算；合并后的客户连同其原编号的订单一起计。",
            "Orders: interactions of kind order at or before the moment asked for; one without a time has happened and "
                    + "takes no part in what goes by days. Returns take their absolute amount off; amounts in other "
                    + "currencies are left out, never converted; orders of ids merged into a customer are theirs.");

    /// What later orders are.
    public static final Label COMING = new Label(
            "时间在统计时点之后的订单为“待到”，只列出，不计入任何数字。", "Orders after that moment are coming: told, and counted nowhere.");

    /// Who is active and who is lost.
    public static final Label ACTIVE_AND_LOST = new Label(
            "流失：合同已结束且未续（结束日期已过，之后没有新的加入日期或合同记录）；合同在期的客户无论订单如何都算活跃；" + "没有合同的客户，沉默超过流失期限为流失。员工与测试账户不计。",
            "Lost: with a contract that ended and was not renewed by a later `joined` or contract. Under contract they are "
                    + "active whatever the orders say. Without a contract: silent beyond the churn limit. Staff and accounts "
                    + "for tests are left out.");

    /// Which answers count.
    public static final Label ANSWERS = new Label(
            "评分：时间不晚于统计时点或没有时间的作答；保密问卷的作答不计入个人。",
            "Scores: answers at or before the moment, or without a time; those of confidential surveys count for nobody.");

    private Purchases() {}
}
