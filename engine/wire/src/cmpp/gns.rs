//! Routes between gateways, kept by the route server (GNS). `protocols/cmpp.md §6.2`.
//!
//! The layouts are 3.0's; 2.0's own were older and are not known for certain, so both versions use these.

use super::codes::{GnsResult, SpAccessType, UpdateType, UserType};
use crate::body::{body, group};
use crate::field::Text;

body! {
    /// Where messages of a route go.
    pub struct Route {
        /// The route's number; routes of the two directions count separately from 0.
        pub route_id: u32,
        /// The gateway's code.
        pub destination_id: Text<6>,
        /// The gateway's address, dotted.
        pub gateway_ip: Text<15>,
        /// The gateway's port.
        pub gateway_port: u16,
    }
}

body! {
    /// `CMPP_MT_ROUTE`: asks where a phone's messages go; command id `0x0000_0010`.
    pub struct MtRoute {
        /// The asking gateway's code.
        pub source_id: Text<6>,
        /// The phone's number.
        pub terminal_id: Text<21> as number,
    }
}

body! {
    /// `CMPP_MT_ROUTE_RESP`; command id `0x8000_0010`.
    pub struct MtRouteResp {
        /// The route.
        pub route: Route,
        /// First number range of the route.
        pub start_id: Text<9>,
        /// Last number range of the route.
        pub end_id: Text<9>,
        /// The province's code.
        pub area_code: Text<4>,
        /// Whether a route was found.
        pub result: GnsResult,
        /// The subscribers' brand.
        pub user_type: UserType,
        /// When the route was last changed, yyyymmddhhmmss.
        pub time_stamp: Text<14>,
    }
}

body! {
    /// `CMPP_MO_ROUTE`: asks where a service provider's messages go; command id `0x0000_0011`.
    pub struct MoRoute {
        /// The asking gateway's code.
        pub source_id: Text<6>,
        /// The service provider's number.
        pub sp_code: Text<21>,
        /// The service's code.
        pub service_id: Text<10>,
        /// The service's short code; not used in practice.
        pub service_code: Text<4>,
    }
}

body! {
    /// `CMPP_MO_ROUTE_RESP`; command id `0x8000_0011`.
    pub struct MoRouteResp {
        /// The route.
        pub route: Route,
        /// The service provider's account.
        pub sp_id: Text<6>,
        /// The service provider's number.
        pub sp_code: Text<21>,
        /// How the service provider is attached.
        pub sp_access_type: SpAccessType,
        /// First service code.
        pub start_code: Text<4>,
        /// Last service code.
        pub end_code: Text<4>,
        /// Whether a route was found.
        pub result: GnsResult,
        /// When the route was last changed, yyyymmddhhmmss.
        pub time_stamp: Text<14>,
    }
}

body! {
    /// `CMPP_GET_MT_ROUTE` (2.0: `CMPP_GET_ROUTE`): asks for the next route; command id `0x0000_0012`.
    pub struct GetMtRoute {
        /// The asking gateway's code.
        pub source_id: Text<6>,
        /// `MT`.
        pub route_type: Text<4>,
        /// The last route that the asker has; -1 the first time.
        pub last_route_id: i32,
    }
}

body! {
    /// `CMPP_GET_MT_ROUTE_RESP`; command id `0x8000_0012`.
    pub struct GetMtRouteResp {
        /// The route.
        pub route: Route,
        /// First number range of the route.
        pub start_id: Text<9>,
        /// Last number range of the route.
        pub end_id: Text<9>,
        /// The province's code.
        pub area_code: Text<4>,
        /// Whether there is a route.
        pub result: GnsResult,
        /// The subscribers' brand.
        pub user_type: UserType,
        /// How many routes there are.
        pub route_total: u32,
        /// Which of them this is, from 1.
        pub route_number: u32,
        /// When the route was last changed, yyyymmddhhmmss.
        pub time_stamp: Text<14>,
    }
}

body! {
    /// `CMPP_GET_MO_ROUTE`: asks for the next route; command id `0x0000_0017`.
    pub struct GetMoRoute {
        /// The asking gateway's code.
        pub source_id: Text<6>,
        /// `MO`.
        pub route_type: Text<4>,
        /// The last route that the asker has; -1 the first time.
        pub last_route_id: i32,
    }
}

body! {
    /// `CMPP_GET_MO_ROUTE_RESP`; command id `0x8000_0017`.
    pub struct GetMoRouteResp {
        /// The route.
        pub route: Route,
        /// The service provider's account.
        pub sp_id: Text<6>,
        /// The service provider's number.
        pub sp_code: Text<21>,
        /// How the service provider is attached.
        pub sp_access_type: SpAccessType,
        /// The service's code.
        pub service_id: Text<10>,
        /// First service code.
        pub start_code: Text<4>,
        /// Last service code.
        pub end_code: Text<4>,
        /// Whether there is a route.
        pub result: GnsResult,
        /// How many routes there are.
        pub route_total: u32,
        /// Which of them this is, from 1.
        pub route_number: u32,
        /// When the route was last changed, yyyymmddhhmmss.
        pub time_stamp: Text<14>,
    }
}

body! {
    /// `CMPP_MT_ROUTE_UPDATE`: changes a route; command id `0x0000_0013`.
    pub struct MtRouteUpdate {
        /// What to do.
        pub update_type: UpdateType,
        /// The route; number 0 when it is added.
        pub route: Route,
        /// First number range of the route.
        pub start_id: Text<9>,
        /// Last number range of the route.
        pub end_id: Text<9>,
        /// The province's code.
        pub area_code: Text<4>,
        /// The subscribers' brand.
        pub user_type: UserType,
    }
}

body! {
    /// `CMPP_MT_ROUTE_UPDATE_RESP`; command id `0x8000_0013`.
    pub struct MtRouteUpdateResp {
        /// Zero: taken, waits to be checked.
        pub result: GnsResult,
        /// The route's number.
        pub route_id: u32,
        /// When it was changed, yyyymmddhhmmss.
        pub time_stamp: Text<14>,
    }
}

body! {
    /// `CMPP_MO_ROUTE_UPDATE`: changes a route; command id `0x0000_0014`.
    pub struct MoRouteUpdate {
        /// What to do.
        pub update_type: UpdateType,
        /// The route; number 0 when it is added.
        pub route: Route,
        /// The service provider's account.
        pub sp_id: Text<6>,
        /// The service provider's number.
        pub sp_code: Text<21>,
        /// How the service provider is attached.
        pub sp_access_type: SpAccessType,
        /// The service's code.
        pub service_id: Text<10>,
        /// First service code.
        pub start_code: Text<4>,
        /// Last service code.
        pub end_code: Text<4>,
    }
}

body! {
    /// `CMPP_MO_ROUTE_UPDATE_RESP`; command id `0x8000_0014`.
    pub struct MoRouteUpdateResp {
        /// Zero: taken, waits to be checked.
        pub result: GnsResult,
        /// The route's number.
        pub route_id: u32,
        /// When it was changed, yyyymmddhhmmss.
        pub time_stamp: Text<14>,
    }
}

body! {
    /// `CMPP_PUSH_MT_ROUTE_UPDATE`: tells the gateways of a change; command id `0x0000_0015`.
    pub struct PushMtRouteUpdate {
        /// The change.
        pub update: MtRouteUpdate,
        /// When it was changed, yyyymmddhhmmss.
        pub time_stamp: Text<14>,
    }
}

body! {
    /// `CMPP_PUSH_MT_ROUTE_UPDATE_RESP`; command id `0x8000_0015`.
    pub struct PushMtRouteUpdateResp {
        /// Whether it was taken.
        pub result: GnsResult,
    }
}

body! {
    /// `CMPP_PUSH_MO_ROUTE_UPDATE`: tells the gateways of a change; command id `0x0000_0016`.
    pub struct PushMoRouteUpdate {
        /// The change.
        pub update: MoRouteUpdate,
        /// When it was changed, yyyymmddhhmmss.
        pub time_stamp: Text<14>,
    }
}

body! {
    /// `CMPP_PUSH_MO_ROUTE_UPDATE_RESP`; command id `0x8000_0016`.
    pub struct PushMoRouteUpdateResp {
        /// Whether it was taken.
        pub result: GnsResult,
    }
}

group!(Route, MtRouteUpdate, MoRouteUpdate);
