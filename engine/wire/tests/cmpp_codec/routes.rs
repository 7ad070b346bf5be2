//! The route family, `protocols/cmpp.md §6.2`: golden frames put together from its tables.

use hongyan_wire::cmpp::{
    GetMoRoute, GetMoRouteResp, GetMtRoute, GetMtRouteResp, GnsResult, MoRoute, MoRouteResp, MoRouteUpdate,
    MoRouteUpdateResp, MtRoute, MtRouteResp, MtRouteUpdate, MtRouteUpdateResp, Pdu, PushMoRouteUpdate,
    PushMoRouteUpdateResp, PushMtRouteUpdate, PushMtRouteUpdateResp, Route, SpAccessType, UpdateType,
    UserType, Version,
};

use super::vectors::*;
use super::{check, text};

fn check_all(pdu: impl Into<Pdu>, hex: &str) {
    check(&Version::ALL, 0x2A, pdu, hex);
}

fn route(route_id: u32) -> Route {
    Route { route_id, destination_id: text("079101"), gateway_ip: text("192.0.2.17"), gateway_port: 7930 }
}

fn mt_update() -> MtRouteUpdate {
    MtRouteUpdate {
        update_type: UpdateType::ADD,
        route: route(0),
        start_id: text("139000000"),
        end_id: text("139009999"),
        area_code: text("0791"),
        user_type: UserType::PREPAID,
    }
}

fn mo_update() -> MoRouteUpdate {
    MoRouteUpdate {
        update_type: UpdateType::CHANGE,
        route: route(258),
        sp_id: text("901234"),
        sp_code: text("1069012345"),
        sp_access_type: SpAccessType::MIRROR,
        service_id: text("YZM01"),
        start_code: text("0001"),
        end_code: text("9999"),
    }
}

#[test]
fn asking_for_a_route() {
    let source_id = text("001001");
    check_all(MtRoute { source_id, terminal_id: text("13900000001") }, MT_ROUTE);
    let (sp_code, service_id, service_code) = (text("1069012345"), text("YZM01"), text("0001"));
    check_all(MoRoute { source_id, sp_code, service_id, service_code }, MO_ROUTE);
    check_all(GetMtRoute { source_id, route_type: text("MT"), last_route_id: -1 }, GET_MT_ROUTE);
    check_all(GetMoRoute { source_id, route_type: text("MO"), last_route_id: 258 }, GET_MO_ROUTE);
}

#[test]
fn answering_with_a_route() {
    let MtRouteUpdate { start_id, end_id, area_code, .. } = mt_update();
    let MoRouteUpdate { sp_id, sp_code, sp_access_type, service_id, start_code, end_code, .. } = mo_update();
    let (route, time_stamp) = (route(258), text("20260925101530"));
    let answer = MtRouteResp {
        route: route.clone(),
        start_id,
        end_id,
        area_code,
        result: GnsResult::OK,
        user_type: UserType::M_ZONE,
        time_stamp,
    };
    check_all(answer, MT_ROUTE_RESP);
    let answer = GetMtRouteResp {
        route: route.clone(),
        start_id,
        end_id,
        area_code,
        result: GnsResult::OK,
        user_type: UserType::PREPAID,
        route_total: 300,
        route_number: 1,
        time_stamp,
    };
    check_all(answer, GET_MT_ROUTE_RESP);
    let result = GnsResult::NO_ROUTE;
    let answer = MoRouteResp {
        route: route.clone(),
        sp_id,
        sp_code,
        sp_access_type,
        start_code,
        end_code,
        result,
        time_stamp,
    };
    check_all(answer, MO_ROUTE_RESP);
    let answer = GetMoRouteResp {
        route,
        sp_id,
        sp_code,
        sp_access_type,
        service_id,
        start_code,
        end_code,
        result: GnsResult::BUSY,
        route_total: 300,
        route_number: 300,
        time_stamp,
    };
    check_all(answer, GET_MO_ROUTE_RESP);
}

#[test]
fn changing_a_route() {
    let time_stamp = text("20260925101530");
    check_all(mt_update(), MT_ROUTE_UPDATE);
    check_all(mo_update(), MO_ROUTE_UPDATE);
    let (result, route_id) = (GnsResult::OK, 258);
    check_all(MtRouteUpdateResp { result, route_id, time_stamp }, MT_ROUTE_UPDATE_RESP);
    let result = GnsResult::BAD_END_CODE;
    check_all(MoRouteUpdateResp { result, route_id, time_stamp }, MO_ROUTE_UPDATE_RESP);
    check_all(PushMtRouteUpdate { update: mt_update(), time_stamp }, PUSH_MT_ROUTE_UPDATE);
    check_all(PushMoRouteUpdate { update: mo_update(), time_stamp }, PUSH_MO_ROUTE_UPDATE);
    check_all(PushMtRouteUpdateResp { result: GnsResult::OK }, PUSH_MT_ROUTE_UPDATE_RESP);
    check_all(PushMoRouteUpdateResp { result: GnsResult::OLDER_TIMESTAMP }, PUSH_MO_ROUTE_UPDATE_RESP);
}

#[test]
fn the_fields_inside_a_group_have_names_and_places_of_their_own() {
    let push = PushMtRouteUpdate { update: mt_update(), time_stamp: text("20260925101530") };
    let fields = Pdu::from(push).fields(Version::V30);
    let places: Vec<_> = fields.iter().map(|field| (field.name, field.offset, field.octets)).collect();
    let wanted = [
        ("update_type", 0, 1),
        ("route_id", 1, 4),
        ("destination_id", 5, 6),
        ("gateway_ip", 11, 15),
        ("gateway_port", 26, 2),
        ("start_id", 28, 9),
        ("end_id", 37, 9),
        ("area_code", 46, 4),
        ("user_type", 50, 1),
        ("time_stamp", 51, 14),
    ];
    assert_eq!(places, wanted);
}
